const http = require('node:http');

const sent = { confirmations: 0 };

const pages = {
  '/': () => ({ service: 'notifier', version: process.env.VERSION }),
  '/healthz': () => ({ status: 'ok' }),
  '/confirm': () => ({ confirmations: ++sent.confirmations }),
};

http
  .createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://service');
    if (pathname === '/metrics') {
      response.end(`notifications_sent_total ${sent.confirmations}\n`);
      return;
    }
    const page = pages[pathname];
    response.statusCode = page ? 200 : 404;
    response.end(JSON.stringify(page ? page() : { error: 'not found' }));
  })
  .listen(process.env.PORT, process.env.HOST);
