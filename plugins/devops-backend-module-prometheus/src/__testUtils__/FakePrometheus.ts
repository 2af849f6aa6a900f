import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { InstantSample, Labels } from '../api/types';

export const BASE_URL = 'https://prometheus.example.com/team';

type Asked = {
  path: string;
  parameters: Record<string, string>;
  headers: Headers;
};

/** A server whose answers the test makes, by what a query begins with. */
export class FakePrometheus {
  readonly asked: Asked[] = [];
  /** Samples by a part of the query. */
  samples: Record<string, InstantSample[]> = {};
  /** Answers instead of the samples. */
  failure?: (path: string) => Response | undefined;
  readonly server = setupServer(
    http.all(`${BASE_URL}/*`, async ({ request }) => {
      const url = new URL(request.url);
      const path = url.pathname.replace('/team', '');
      const form = await request.text();
      const parameters = Object.fromEntries(new URLSearchParams(form));
      this.asked.push({ path, parameters, headers: request.headers });
      return this.failure?.(path) ?? this.#answer(parameters.query);
    }),
  );

  #answer(query: string): Response {
    const parts = Object.keys(this.samples).filter(part =>
      query.includes(part),
    );
    return HttpResponse.json({
      status: 'success',
      data: {
        resultType: 'vector',
        result: parts.flatMap(part => this.samples[part]),
      },
    });
  }
}

export function sample(metric: Labels, value: number | string): InstantSample {
  return { metric, value: [1_700_000_000, String(value)] };
}

/** What Prometheus tells of an objective with the usual rules. */
export function objective(
  sloId: string,
  options: {
    burn?: number | string;
    ratios?: Record<string, number | string>;
    traffic?: number | string;
    environment?: string;
    info?: Labels;
    alerts?: Labels[];
  } = {},
): Record<string, InstantSample[]> {
  const id = { sloth_id: sloId };
  const place = {
    ...id,
    ...(options.environment ? { environment: options.environment } : {}),
  };
  const [service, ...name] = sloId.split('-');
  const ratiosOf = (unit: RegExp) =>
    Object.entries(options.ratios ?? {})
      .filter(([sloth_window]) => unit.test(sloth_window))
      .map(([sloth_window, ratio]) =>
        sample({ ...place, sloth_window }, ratio),
      );
  return {
    sloth_slo_info: [
      sample(
        {
          ...id,
          __name__: 'sloth_slo_info',
          sloth_service: service,
          sloth_slo: name.join('-'),
          sloth_mode: 'weighted',
          sloth_spec: 'openslo/v1',
          ...options.info,
        },
        1,
      ),
    ],
    'slo:objective:ratio': [
      sample({ ...id, __name__: 'slo:objective:ratio' }, 0.99),
      sample({ ...id, __name__: 'slo:time_period:days' }, 30),
    ],
    'slo:period_burn_rate:ratio':
      options.burn === undefined ? [] : [sample(place, options.burn)],
    'ratio_rate[0-9]+[smh]': ratiosOf(/[smh]$/),
    'ratio_rate[0-9]+[dwy]': ratiosOf(/[dwy]$/),
    'slo:sli_total:rate5m':
      options.traffic === undefined ? [] : [sample(place, options.traffic)],
    ALERTS: (options.alerts ?? []).map(labels =>
      sample({ ...id, __name__: 'ALERTS', ...labels }, 1),
    ),
  };
}

export function together(
  ...answers: Array<Record<string, InstantSample[]>>
): Record<string, InstantSample[]> {
  const all: Record<string, InstantSample[]> = {};
  for (const [key, samples] of answers.flatMap(Object.entries)) {
    all[key] = [...(all[key] ?? []), ...samples];
  }
  return all;
}
