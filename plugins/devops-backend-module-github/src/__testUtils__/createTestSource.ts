import { ConfigReader } from '@backstage/config';
import { readGithubConfigs } from '../config';
import { GithubSource } from '../GithubSource';
import { HOST, TOKEN } from './githubSamples';

/** A source of the host of the handlers, made as the module makes it. */
export function createTestSource(webhook?: { secret: string[] }): GithubSource {
  const [source] = GithubSource.fromConfigs(
    readGithubConfigs(
      new ConfigReader({
        integrations: {
          github: [
            { host: HOST, apiBaseUrl: `https://${HOST}/api/v3`, token: TOKEN },
          ],
        },
        devops: {
          providers: {
            github: {
              main: {
                host: HOST,
                // The story of the tests stays within it.
                initialLookback: { days: 10_000 },
                ...(webhook && { webhook }),
              },
            },
          },
        },
      }),
    ),
  );
  return source;
}
