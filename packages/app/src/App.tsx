import { createApp } from '@backstage/frontend-defaults';

// Features come from the packages in package.json, see `app.packages`.
export default createApp();
