import { MapReader } from '../documents/MapReader';
import { SeverityAlerting, SloAlerting } from '../model';
import { SlothKeys } from './keys';

/** What Sloth's `alerting` says; labels of a severity win over the common ones. */
export function readAlerting(slo: MapReader, keys: SlothKeys): SloAlerting {
  const alerting = slo.map('alerting');
  alerting?.allowOnly([
    'name',
    'labels',
    'annotations',
    keys.pageAlert,
    keys.ticketAlert,
  ]);
  const common = {
    labels: alerting?.map('labels')?.texts() ?? {},
    annotations: alerting?.map('annotations')?.texts() ?? {},
  };
  const page = readSeverity(alerting?.map(keys.pageAlert), common);
  const ticket = readSeverity(alerting?.map(keys.ticketAlert), common);
  if (!(page.disabled && ticket.disabled)) {
    requireName(slo, alerting, keys);
  }
  return { name: alerting?.string('name'), page, ticket };
}

function requireName(
  slo: MapReader,
  alerting: MapReader | undefined,
  keys: SlothKeys,
): void {
  const remedy = `Add the name of the alerts, or disable ${keys.pageAlert} and ${keys.ticketAlert}`;
  if (alerting) {
    alerting.require('name', remedy);
  } else {
    slo.require('alerting', remedy);
  }
}

function readSeverity(
  map: MapReader | undefined,
  common: Pick<SeverityAlerting, 'labels' | 'annotations'>,
): SeverityAlerting {
  map?.allowOnly(['disable', 'labels', 'annotations']);
  return {
    disabled: map?.boolean('disable') ?? false,
    labels: { ...common.labels, ...map?.map('labels')?.texts() },
    annotations: { ...common.annotations, ...map?.map('annotations')?.texts() },
  };
}
