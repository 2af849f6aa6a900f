import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./permissionPolicy'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitlab'));
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@backstage-devops/plugin-devops-backend'));
backend.add(
  import('@backstage-devops/plugin-devops-backend-module-alertmanager'),
);
backend.add(import('@backstage-devops/plugin-devops-backend-module-github'));
backend.add(import('@backstage-devops/plugin-devops-backend-module-cdevents'));
backend.add(import('@backstage-devops/plugin-devops-backend-module-drift'));
backend.add(import('@backstage-devops/plugin-devops-backend-module-gitlab'));
backend.add(import('@backstage-devops/plugin-devops-backend-module-probe'));
backend.add(
  import('@backstage-devops/plugin-devops-backend-module-prometheus'),
);
backend.add(import('@backstage-devops/plugin-devops-backend-module-push'));
backend.add(
  import('@backstage-devops/plugin-scaffolder-backend-module-devops'),
);

backend.start();
