/** The keys that the two spellings of Sloth's specification differ in. */
export interface SlothKeys {
  sloPlugins: string;
  errorQuery: string;
  totalQuery: string;
  errorRatioQuery: string;
  pageAlert: string;
  ticketAlert: string;
}

/** Those of `version: prometheus/v1`. */
export const PROMETHEUS_KEYS: SlothKeys = {
  sloPlugins: 'slo_plugins',
  errorQuery: 'error_query',
  totalQuery: 'total_query',
  errorRatioQuery: 'error_ratio_query',
  pageAlert: 'page_alert',
  ticketAlert: 'ticket_alert',
};

/** Those of `apiVersion: sloth.slok.dev/v1`. */
export const KUBERNETES_KEYS: SlothKeys = {
  sloPlugins: 'sloPlugins',
  errorQuery: 'errorQuery',
  totalQuery: 'totalQuery',
  errorRatioQuery: 'errorRatioQuery',
  pageAlert: 'pageAlert',
  ticketAlert: 'ticketAlert',
};
