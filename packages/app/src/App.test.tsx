import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  it('starts and asks the visitor to sign in', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          data: {
            app: { title: 'Portal under test' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
          context: 'test',
        },
      ] as unknown as string,
    };

    render(App.createRoot());

    expect(
      await screen.findByText('Portal under test', {}, { timeout: 20_000 }),
    ).toBeInTheDocument();
  }, 30_000);
});
