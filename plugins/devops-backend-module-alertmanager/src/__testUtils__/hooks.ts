/** Webhooks of version 4, with what Alertmanager says beside the alerts. */
export function webhook(...alerts: object[]) {
  return {
    version: '4',
    groupKey: '{}/{sloth_severity="page"}:{sloth_service="cart"}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'portal',
    groupLabels: { sloth_service: 'cart' },
    commonLabels: { sloth_service: 'cart' },
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example.com:9093',
    alerts,
  };
}

export const START = '2026-11-02T10:00:00.123456789Z';

/** An alert of the rules that `devops slo rules` makes. */
export const burn = {
  status: 'firing',
  labels: {
    alertname: 'CartErrorBudgetBurn',
    sloth_id: 'cart-availability',
    sloth_service: 'cart',
    sloth_slo: 'availability',
    sloth_severity: 'page',
    environment: 'production',
  },
  annotations: {
    summary: 'cart availability burns its error budget too fast',
    runbook_url: 'https://runbooks.example.com/burn',
  },
  startsAt: START,
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.example.com:9090/graph?g0.expr=x',
  fingerprint: 'f1d5a0cde7a2b3c4',
};

export const resolvedBurn = {
  ...burn,
  status: 'resolved',
  endsAt: '2026-11-02T10:42:00Z',
};
