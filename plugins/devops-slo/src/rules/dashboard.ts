const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

/**
 * A Grafana dashboard of all objectives that rules are made of, in either
 * mode: budgets left, burn rates, error ratios and firing alerts, by service.
 *
 * @public
 */
export function grafanaDashboard(): Record<string, unknown> {
  const selected = '{sloth_service=~"$service",sloth_slo=~"$slo"}';
  // Rules about periods run every five minutes, as long as a sample is looked for.
  const latest = (series: string) =>
    `max by (sloth_service, sloth_slo) (last_over_time(${series}${selected}[11m]))`;
  const panels = [
    table(
      'Error budget left',
      latest('slo:period_error_budget_remaining:ratio'),
      {
        x: 0,
        y: 0,
      },
    ),
    table('Objective', latest('slo:objective:ratio'), { x: 12, y: 0 }),
    chart(
      'Error budget left',
      latest('slo:period_error_budget_remaining:ratio'),
      {
        unit: 'percentunit',
        x: 0,
        y: 9,
      },
    ),
    chart('Burn rate', latest('slo:current_burn_rate:ratio'), {
      unit: 'short',
      x: 12,
      y: 9,
    }),
    chart('Share of bad events', latest('slo:sli_error:ratio_rate5m'), {
      unit: 'percentunit',
      x: 0,
      y: 18,
    }),
    chart(
      'Firing alerts',
      `count by (sloth_service, sloth_slo, sloth_severity) (ALERTS{alertstate="firing",sloth_service=~"$service",sloth_slo=~"$slo"})`,
      { unit: 'short', x: 12, y: 18 },
    ),
  ];
  return {
    uid: 'devops-slo',
    title: 'Service level objectives',
    tags: ['slo'],
    schemaVersion: 39,
    editable: true,
    refresh: '5m',
    time: { from: 'now-7d', to: 'now' },
    templating: {
      list: [
        {
          name: 'datasource',
          label: 'Data source',
          type: 'datasource',
          query: 'prometheus',
        },
        variable(
          'service',
          'Service',
          'label_values(sloth_slo_info, sloth_service)',
        ),
        variable(
          'slo',
          'Objective',
          'label_values(sloth_slo_info{sloth_service=~"$service"}, sloth_slo)',
        ),
      ],
    },
    panels: panels.map((panel, i) => ({ id: i + 1, ...panel })),
  };
}

function variable(name: string, label: string, query: string) {
  return {
    name,
    label,
    type: 'query',
    datasource: DATASOURCE,
    query: { query, refId: name },
    refresh: 2,
    multi: true,
    includeAll: true,
    allValue: '.*',
    current: { text: 'All', value: '$__all' },
  };
}

function chart(
  title: string,
  expr: string,
  options: { unit: string; x: number; y: number },
) {
  return {
    type: 'timeseries',
    title,
    datasource: DATASOURCE,
    gridPos: { x: options.x, y: options.y, w: 12, h: 9 },
    fieldConfig: { defaults: { unit: options.unit }, overrides: [] },
    targets: [
      {
        refId: 'A',
        expr,
        legendFormat: '{{sloth_service}} {{sloth_slo}} {{sloth_severity}}',
      },
    ],
  };
}

function table(title: string, expr: string, place: { x: number; y: number }) {
  return {
    type: 'bargauge',
    title,
    datasource: DATASOURCE,
    gridPos: { ...place, w: 12, h: 9 },
    fieldConfig: {
      defaults: { unit: 'percentunit', min: 0, max: 1, decimals: 2 },
      overrides: [],
    },
    options: { orientation: 'horizontal', displayMode: 'basic' },
    targets: [
      {
        refId: 'A',
        expr,
        instant: true,
        legendFormat: '{{sloth_service}} {{sloth_slo}}',
      },
    ],
  };
}
