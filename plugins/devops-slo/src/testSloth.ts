/** Sloth's plain specification for tests, with parts to replace. */
export function slothSpec(
  options: { objective?: number; service?: string; sli?: string } = {},
): string {
  const {
    objective = 99.9,
    service = 'shop',
    sli = `events:
        error_query: sum(rate(http_requests_total{job="${service}",code=~"5.."}[{{.window}}]))
        total_query: sum(rate(http_requests_total{job="${service}"}[{{.window}}]))`,
  } = options;
  return `version: prometheus/v1
service: ${service}
labels:
  owner: team-a
  tier: 2
slos:
  - name: availability
    objective: ${objective}
    labels:
      tier: 1
    sli:
      ${sli}
    alerting:
      name: ShopFails
      labels:
        channel: "#shop"
      page_alert:
        labels:
          severity: wake-up
`;
}
