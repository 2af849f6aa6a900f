import { createApp } from './app.js';

const {
  PORT = '8080',
  HOST = '127.0.0.1',
  SERVICE_NAME = 'local',
  ENVIRONMENT = 'local',
  VERSION = 'unknown',
  REVISION = 'unknown',
} = process.env;

const app = createApp({
  service: SERVICE_NAME,
  environment: ENVIRONMENT,
  version: VERSION,
  revision: REVISION,
});

app.listen(Number(PORT), HOST, () => {
  console.log(`${SERVICE_NAME} listens on http://${HOST}:${app.address().port}`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  // Open requests are answered, idle connections are not waited for.
  process.once(signal, () => {
    app.close();
    app.closeIdleConnections();
  });
}
