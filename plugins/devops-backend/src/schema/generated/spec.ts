/*
 * Generated from plugins/devops-backend/src/schema/openapi.yaml.
 * Change it there and run `yarn openapi`.
 */

export const spec = {
  "openapi": "3.0.3",
  "info": {
    "title": "devops",
    "version": "1",
    "description": "Delivery and service level objectives of catalog entities, read from the store of the devops backend. No operation that reads calls a provider.",
    "license": {
      "name": "Apache-2.0",
      "url": "https://www.apache.org/licenses/LICENSE-2.0.html"
    }
  },
  "servers": [
    {
      "url": "/"
    }
  ],
  "paths": {
    "/sources": {
      "get": {
        "operationId": "ListSources",
        "summary": "The configured provider instances and their health",
        "tags": [
          "Sources"
        ],
        "responses": {
          "200": {
            "description": "The sources, ordered by id.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/SourceHealth"
                      }
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/inbox": {
      "get": {
        "operationId": "ListInbox",
        "summary": "Webhooks as they came, newest first",
        "tags": [
          "Operators"
        ],
        "parameters": [
          {
            "name": "state",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/InboxState"
            }
          },
          {
            "$ref": "#/components/parameters/source"
          },
          {
            "name": "event",
            "in": "query",
            "description": "The provider's name of the event, in full.",
            "schema": {
              "type": "string",
              "maxLength": 255
            }
          },
          {
            "$ref": "#/components/parameters/cursor"
          },
          {
            "$ref": "#/components/parameters/limit"
          }
        ],
        "responses": {
          "200": {
            "description": "One page of deliveries, without their bodies.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/InboxDelivery"
                      }
                    },
                    "nextCursor": {
                      "type": "string"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/inbox/replay": {
      "post": {
        "operationId": "ReplayInbox",
        "summary": "Apply all deliveries of a state again",
        "tags": [
          "Operators"
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "state"
                ],
                "properties": {
                  "state": {
                    "type": "string",
                    "enum": [
                      "parked",
                      "applied"
                    ]
                  },
                  "source": {
                    "type": "string",
                    "maxLength": 255
                  },
                  "event": {
                    "type": "string",
                    "maxLength": 255
                  }
                }
              }
            }
          }
        },
        "responses": {
          "202": {
            "description": "They wait to be applied.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "count"
                  ],
                  "properties": {
                    "count": {
                      "type": "integer"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/inbox/{deliveryId}": {
      "get": {
        "operationId": "GetInboxDelivery",
        "summary": "One webhook with its body",
        "tags": [
          "Operators"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/deliveryId"
          }
        ],
        "responses": {
          "200": {
            "description": "The delivery; of a body the first megabyte.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/InboxDeliveryDetail"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "delete": {
        "operationId": "DiscardInboxDelivery",
        "summary": "Delete a webhook that was set aside",
        "tags": [
          "Operators"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/deliveryId"
          }
        ],
        "responses": {
          "204": {
            "description": "It is gone."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/inbox/{deliveryId}/replay": {
      "post": {
        "operationId": "ReplayInboxDelivery",
        "summary": "Apply a webhook again",
        "tags": [
          "Operators"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/deliveryId"
          }
        ],
        "responses": {
          "202": {
            "description": "It waits to be applied."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/work": {
      "get": {
        "operationId": "ListWork",
        "summary": "What is to be asked of providers, newest first",
        "tags": [
          "Operators"
        ],
        "parameters": [
          {
            "name": "state",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/WorkState"
            }
          },
          {
            "$ref": "#/components/parameters/source"
          },
          {
            "$ref": "#/components/parameters/cursor"
          },
          {
            "$ref": "#/components/parameters/limit"
          }
        ],
        "responses": {
          "200": {
            "description": "One page of work.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/WorkItem"
                      }
                    },
                    "nextCursor": {
                      "type": "string"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/work/{workId}/retry": {
      "post": {
        "operationId": "RetryWork",
        "summary": "Ask the provider again now",
        "tags": [
          "Operators"
        ],
        "parameters": [
          {
            "name": "workId",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string",
              "pattern": "^[0-9]{1,18}$"
            }
          }
        ],
        "responses": {
          "202": {
            "description": "It is due now."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/delivery": {
      "get": {
        "operationId": "GetDelivery",
        "summary": "The answer to \"is it delivered?\" for one entity",
        "tags": [
          "Delivery"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          }
        ],
        "responses": {
          "200": {
            "description": "Latest runs of the default branch and what runs in each environment.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/DeliverySummary"
                }
              }
            }
          },
          "304": {
            "description": "Not modified since the given ETag."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/runs": {
      "get": {
        "operationId": "ListRuns",
        "summary": "Pipeline runs, newest first",
        "tags": [
          "Delivery"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/cursor"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "name": "status",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/RunStatus"
            }
          },
          {
            "name": "ref",
            "in": "query",
            "description": "Branch or tag, exactly as the provider names it.",
            "schema": {
              "type": "string",
              "maxLength": 255
            }
          }
        ],
        "responses": {
          "200": {
            "description": "One page of runs.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "freshness"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/PipelineRun"
                      }
                    },
                    "nextCursor": {
                      "type": "string"
                    },
                    "freshness": {
                      "$ref": "#/components/schemas/Freshness"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/runs/{runId}": {
      "get": {
        "operationId": "GetRun",
        "summary": "One run with its jobs",
        "tags": [
          "Delivery"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/runId"
          }
        ],
        "responses": {
          "200": {
            "description": "The run and its jobs in stage order.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PipelineRunDetail"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/runs/{runId}/actions": {
      "post": {
        "operationId": "ControlRun",
        "summary": "Retry or cancel a run at its provider",
        "tags": [
          "Control"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/runId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "action"
                ],
                "properties": {
                  "action": {
                    "type": "string",
                    "enum": [
                      "retry",
                      "cancel"
                    ]
                  }
                }
              }
            }
          }
        },
        "responses": {
          "202": {
            "description": "The provider accepted the action; the run follows by event or sweep."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/jobs/{jobId}/trace": {
      "get": {
        "operationId": "GetJobTrace",
        "summary": "The log of a job, from the store",
        "tags": [
          "Delivery"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/jobId"
          }
        ],
        "responses": {
          "200": {
            "description": "The trace as far as it is stored.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/JobTrace"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/jobs/{jobId}/actions": {
      "post": {
        "operationId": "ControlJob",
        "summary": "Play a manual job, retry or cancel a job at its provider",
        "tags": [
          "Control"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/jobId"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "action"
                ],
                "properties": {
                  "action": {
                    "type": "string",
                    "enum": [
                      "play",
                      "retry",
                      "cancel"
                    ]
                  }
                }
              }
            }
          }
        },
        "responses": {
          "202": {
            "description": "The provider accepted the action; the job follows by event or sweep."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/deployments": {
      "get": {
        "operationId": "ListDeployments",
        "summary": "Deployments, newest first",
        "tags": [
          "Delivery"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/cursor"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "name": "environment",
            "in": "query",
            "schema": {
              "type": "string",
              "maxLength": 255
            }
          }
        ],
        "responses": {
          "200": {
            "description": "One page of deployments.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "freshness"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Deployment"
                      }
                    },
                    "nextCursor": {
                      "type": "string"
                    },
                    "freshness": {
                      "$ref": "#/components/schemas/Freshness"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/environments": {
      "get": {
        "operationId": "ListEnvironments",
        "summary": "The environment matrix in promotion order",
        "tags": [
          "Delivery"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          }
        ],
        "responses": {
          "200": {
            "description": "One row for each environment, lowest tier first.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "freshness"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/EnvironmentState"
                      }
                    },
                    "freshness": {
                      "$ref": "#/components/schemas/Freshness"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/metrics": {
      "get": {
        "operationId": "GetMetrics",
        "summary": "The delivery metrics of an entity",
        "description": "Lead time, deployment frequency, change fail rate, rework rate and recovery time of production, with what they were computed from. With no options but a window of 7, 30, 90 or 180 days the answer is ready before it is asked for; everything else is computed from the rows.",
        "tags": [
          "Metrics"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/window"
          },
          {
            "$ref": "#/components/parameters/from"
          },
          {
            "$ref": "#/components/parameters/to"
          },
          {
            "$ref": "#/components/parameters/definition"
          },
          {
            "$ref": "#/components/parameters/attributionWindow"
          }
        ],
        "responses": {
          "200": {
            "description": "The metrics, null where there is no data.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/DeliveryMetrics"
                }
              }
            }
          },
          "304": {
            "description": "Not modified since the given ETag."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/metrics/{metric}/rows": {
      "get": {
        "operationId": "ListMetricRows",
        "summary": "The rows and rules behind a number",
        "tags": [
          "Metrics"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "name": "metric",
            "in": "path",
            "required": true,
            "schema": {
              "$ref": "#/components/schemas/MetricName"
            }
          },
          {
            "$ref": "#/components/parameters/window"
          },
          {
            "$ref": "#/components/parameters/from"
          },
          {
            "$ref": "#/components/parameters/to"
          },
          {
            "$ref": "#/components/parameters/definition"
          },
          {
            "$ref": "#/components/parameters/attributionWindow"
          },
          {
            "$ref": "#/components/parameters/cursor"
          },
          {
            "$ref": "#/components/parameters/limit"
          }
        ],
        "responses": {
          "200": {
            "description": "One page of rows, newest first.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "freshness"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/MetricRow"
                      }
                    },
                    "nextCursor": {
                      "type": "string"
                    },
                    "freshness": {
                      "$ref": "#/components/schemas/Freshness"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/changes": {
      "get": {
        "operationId": "GetPendingChanges",
        "summary": "What would ship from one environment to another",
        "tags": [
          "Delivery"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "name": "from",
            "in": "query",
            "required": true,
            "description": "The environment that has the changes.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "name": "to",
            "in": "query",
            "required": true,
            "description": "The environment that they would be shipped to.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Changes and authors between the two.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PendingChanges"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/incidents": {
      "get": {
        "operationId": "ListIncidents",
        "summary": "Incidents, newest first",
        "tags": [
          "Delivery"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "$ref": "#/components/parameters/cursor"
          },
          {
            "$ref": "#/components/parameters/limit"
          }
        ],
        "responses": {
          "200": {
            "description": "One page of incidents.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "freshness"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Incident"
                      }
                    },
                    "nextCursor": {
                      "type": "string"
                    },
                    "freshness": {
                      "$ref": "#/components/schemas/Freshness"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/alerts": {
      "get": {
        "operationId": "ListAlerts",
        "summary": "Firings of alerts of the services of an entity, newest first",
        "tags": [
          "SLOs"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "name": "status",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/AlertStatus"
            }
          },
          {
            "$ref": "#/components/parameters/cursor"
          },
          {
            "$ref": "#/components/parameters/limit"
          }
        ],
        "responses": {
          "200": {
            "description": "One page of alerts.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "freshness"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Alert"
                      }
                    },
                    "nextCursor": {
                      "type": "string"
                    },
                    "freshness": {
                      "$ref": "#/components/schemas/Freshness"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/fleet": {
      "get": {
        "operationId": "ListFleet",
        "summary": "The delivery metrics of all entities that the caller may read",
        "tags": [
          "Fleet"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/window"
          },
          {
            "$ref": "#/components/parameters/owner"
          },
          {
            "$ref": "#/components/parameters/system"
          },
          {
            "$ref": "#/components/parameters/domain"
          },
          {
            "name": "sort",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "name",
                "deploymentFrequency",
                "leadTime",
                "changeFailRate",
                "reworkRate",
                "recoveryTime",
                "runSuccessRate"
              ],
              "default": "name"
            }
          },
          {
            "name": "order",
            "in": "query",
            "description": "Entities without data come last in both.",
            "schema": {
              "type": "string",
              "enum": [
                "asc",
                "desc"
              ],
              "default": "asc"
            }
          },
          {
            "$ref": "#/components/parameters/cursor"
          },
          {
            "$ref": "#/components/parameters/limit"
          }
        ],
        "responses": {
          "200": {
            "description": "One page of entities, and what holds for all of them.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FleetPage"
                }
              }
            }
          },
          "304": {
            "description": "Not modified since the given ETag."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/fleet/series": {
      "get": {
        "operationId": "GetFleetSeries",
        "summary": "Pooled figures by day",
        "description": "For the fleet, or for one owner, system or domain, with ownership as it was on each day. Answered only when the caller may read every entity that is in it.",
        "tags": [
          "Fleet"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/window"
          },
          {
            "$ref": "#/components/parameters/owner"
          },
          {
            "$ref": "#/components/parameters/system"
          },
          {
            "$ref": "#/components/parameters/domain"
          }
        ],
        "responses": {
          "200": {
            "description": "One row for each day with data, oldest first.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/FleetDay"
                      }
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/fleet/groups": {
      "get": {
        "operationId": "ListFleetGroups",
        "summary": "Owners, systems or domains with the distribution of their entities",
        "description": "By name, and by nothing else: figures are for comparing a group with itself over time.",
        "tags": [
          "Fleet"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/window"
          },
          {
            "$ref": "#/components/parameters/owner"
          },
          {
            "$ref": "#/components/parameters/system"
          },
          {
            "$ref": "#/components/parameters/domain"
          },
          {
            "$ref": "#/components/parameters/cursor"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "name": "by",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "owner",
                "system",
                "domain"
              ],
              "default": "owner"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Groups with at least one entity that the caller may read, by name.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FleetGroupPage"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/drift": {
      "get": {
        "operationId": "ListDrift",
        "summary": "How generated pipelines differ from what their generator would write today",
        "description": "Of all entities with a generated pipeline that the caller may read, by name. What is counted is of the owner, the system and the version that are asked for, whatever the state and the kind.",
        "tags": [
          "Drift"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/owner"
          },
          {
            "$ref": "#/components/parameters/system"
          },
          {
            "name": "state",
            "in": "query",
            "schema": {
              "$ref": "#/components/schemas/PipelineState"
            }
          },
          {
            "name": "difference",
            "in": "query",
            "description": "Only pipelines with a difference of this kind.",
            "schema": {
              "$ref": "#/components/schemas/DriftKind"
            }
          },
          {
            "name": "version",
            "in": "query",
            "description": "Only pipelines of this version of their generator.",
            "schema": {
              "type": "string",
              "maxLength": 255
            }
          },
          {
            "$ref": "#/components/parameters/cursor"
          },
          {
            "$ref": "#/components/parameters/limit"
          }
        ],
        "responses": {
          "200": {
            "description": "One page of pipelines, and how many there are of each state.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/DriftPage"
                }
              }
            }
          },
          "304": {
            "description": "Not modified since the given ETag."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/drift": {
      "get": {
        "operationId": "GetDrift",
        "summary": "How the generated pipeline of an entity differs from what its generator would write today",
        "tags": [
          "Drift"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          }
        ],
        "responses": {
          "200": {
            "description": "The pipeline with each difference; empty for an entity that has no generated one.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "properties": {
                    "pipeline": {
                      "$ref": "#/components/schemas/GeneratedPipelineDetail"
                    }
                  }
                }
              }
            }
          },
          "304": {
            "description": "Not modified since the given ETag."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/slos": {
      "get": {
        "operationId": "ListFleetSlos",
        "summary": "Where the objectives of all entities that the caller may read stand",
        "description": "As they were judged in the last rounds. What nothing measures meanwhile is `stale` and keeps its figures.",
        "tags": [
          "SLOs"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/owner"
          },
          {
            "$ref": "#/components/parameters/system"
          },
          {
            "$ref": "#/components/parameters/domain"
          },
          {
            "$ref": "#/components/parameters/sloEnvironment"
          },
          {
            "$ref": "#/components/parameters/sloText"
          },
          {
            "name": "state",
            "in": "query",
            "description": "Only objectives in one of these states.",
            "schema": {
              "type": "array",
              "minItems": 1,
              "maxItems": 8,
              "items": {
                "$ref": "#/components/schemas/SloState"
              }
            }
          },
          {
            "name": "sort",
            "in": "query",
            "description": "`state` puts what asks for attention first, and of that what has least budget left.",
            "schema": {
              "type": "string",
              "enum": [
                "state",
                "name",
                "budgetRemaining",
                "currentBurn"
              ],
              "default": "state"
            }
          },
          {
            "name": "order",
            "in": "query",
            "description": "Objectives without the figure come last in both.",
            "schema": {
              "type": "string",
              "enum": [
                "asc",
                "desc"
              ],
              "default": "asc"
            }
          },
          {
            "$ref": "#/components/parameters/cursor"
          },
          {
            "$ref": "#/components/parameters/limit"
          }
        ],
        "responses": {
          "200": {
            "description": "One page of objectives, and how many are in which state.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/FleetSloPage"
                }
              }
            }
          },
          "304": {
            "description": "Not modified since the given ETag."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/slos/groups": {
      "get": {
        "operationId": "ListSloGroups",
        "summary": "Owners, systems or domains with the states of their objectives",
        "description": "By name, and by nothing else.",
        "tags": [
          "SLOs"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/owner"
          },
          {
            "$ref": "#/components/parameters/system"
          },
          {
            "$ref": "#/components/parameters/domain"
          },
          {
            "$ref": "#/components/parameters/sloEnvironment"
          },
          {
            "$ref": "#/components/parameters/sloText"
          },
          {
            "$ref": "#/components/parameters/cursor"
          },
          {
            "$ref": "#/components/parameters/limit"
          },
          {
            "name": "by",
            "in": "query",
            "schema": {
              "type": "string",
              "enum": [
                "owner",
                "system",
                "domain"
              ],
              "default": "owner"
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Groups with at least one objective that the caller may read.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/SloGroupPage"
                }
              }
            }
          },
          "304": {
            "description": "Not modified since the given ETag."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/slos": {
      "get": {
        "operationId": "ListSlos",
        "summary": "The objectives of an entity with their status",
        "tags": [
          "SLOs"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          }
        ],
        "responses": {
          "200": {
            "description": "Objectives in file order, and what is wrong with the files that could not be used.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items",
                    "problems",
                    "environments",
                    "freshness"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Slo"
                      }
                    },
                    "environments": {
                      "type": "array",
                      "description": "Where these objectives hold, in the order of promotion; `production` stands for one that names no environment.",
                      "items": {
                        "type": "string"
                      }
                    },
                    "problems": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/SloProblem"
                      }
                    },
                    "freshness": {
                      "$ref": "#/components/schemas/Freshness"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/entities/{kind}/{namespace}/{name}/slos/{sloId}/history": {
      "get": {
        "operationId": "GetSloHistory",
        "summary": "Budget left and error ratio over time",
        "tags": [
          "SLOs"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/kind"
          },
          {
            "$ref": "#/components/parameters/namespace"
          },
          {
            "$ref": "#/components/parameters/name"
          },
          {
            "name": "sloId",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string",
              "maxLength": 255
            }
          },
          {
            "name": "from",
            "in": "query",
            "description": "Start, inclusive. Default is one SLO window before `to`, or the first measurement where that is later.",
            "schema": {
              "type": "string",
              "format": "date-time"
            }
          },
          {
            "name": "to",
            "in": "query",
            "description": "End, exclusive. Default is now.",
            "schema": {
              "type": "string",
              "format": "date-time"
            }
          },
          {
            "name": "points",
            "in": "query",
            "description": "How many points at most.",
            "schema": {
              "type": "integer",
              "minimum": 2,
              "maximum": 1000,
              "default": 120
            }
          }
        ],
        "responses": {
          "200": {
            "description": "Equidistant points, oldest first, and the deployments in the same time.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/SloHistory"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/gate": {
      "get": {
        "operationId": "GetGate",
        "summary": "Whether deployments of an entity to an environment may go on",
        "description": "Decided by the error budgets that hold there, from the store. It is an answer and no lock: a pipeline that asks has to obey.",
        "tags": [
          "Gate"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/entity"
          },
          {
            "name": "environment",
            "in": "query",
            "required": true,
            "description": "Where somebody wants to deploy to.",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          }
        ],
        "responses": {
          "200": {
            "description": "The decision with its reasons.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/DeploymentGate"
                }
              }
            }
          },
          "304": {
            "description": "Not modified since the given ETag."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/gate/environments": {
      "get": {
        "operationId": "ListGates",
        "summary": "Whether deployments may go on, for each environment of an entity",
        "description": "The same decisions as those of one environment each, for all that objectives are of and that the caller may see.",
        "tags": [
          "Gate"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/entity"
          }
        ],
        "responses": {
          "200": {
            "description": "The decisions in the order of promotion; none without objectives.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/EntityGates"
                }
              }
            }
          },
          "304": {
            "description": "Not modified since the given ETag."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/gate/overrides": {
      "get": {
        "operationId": "ListGateOverrides",
        "summary": "Who let deployments of an entity pass, newest first",
        "tags": [
          "Gate"
        ],
        "parameters": [
          {
            "$ref": "#/components/parameters/entity"
          },
          {
            "name": "environment",
            "in": "query",
            "schema": {
              "type": "string",
              "minLength": 1,
              "maxLength": 255
            }
          },
          {
            "$ref": "#/components/parameters/cursor"
          },
          {
            "$ref": "#/components/parameters/limit"
          }
        ],
        "responses": {
          "200": {
            "description": "One page of overrides, those that are over as well.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "items"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/GateOverride"
                      }
                    },
                    "nextCursor": {
                      "type": "string"
                    }
                  }
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      },
      "post": {
        "operationId": "OverrideGate",
        "summary": "Let deployments pass for a while",
        "description": "In place of an override that holds. Only somebody who signed in may do so, with the permission `devops.gate.override`.",
        "tags": [
          "Gate"
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "type": "object",
                "additionalProperties": false,
                "required": [
                  "entity",
                  "environment",
                  "reason",
                  "until"
                ],
                "properties": {
                  "entity": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 255
                  },
                  "environment": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 255
                  },
                  "reason": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 1000
                  },
                  "until": {
                    "type": "string",
                    "format": "date-time",
                    "description": "Within `devops.gate.longestOverride` from now."
                  }
                }
              }
            }
          }
        },
        "responses": {
          "201": {
            "description": "The override that holds now.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/GateOverride"
                }
              }
            }
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    },
    "/gate/overrides/{overrideId}": {
      "delete": {
        "operationId": "EndGateOverride",
        "summary": "End an override before its time",
        "tags": [
          "Gate"
        ],
        "parameters": [
          {
            "name": "overrideId",
            "in": "path",
            "required": true,
            "schema": {
              "type": "string",
              "pattern": "^[0-9a-f-]{36}$"
            }
          }
        ],
        "responses": {
          "204": {
            "description": "It does not hold any more."
          },
          "default": {
            "$ref": "#/components/responses/Error"
          }
        }
      }
    }
  },
  "components": {
    "parameters": {
      "entity": {
        "name": "entity",
        "in": "query",
        "required": true,
        "description": "An entity ref; a component of the default namespace may be given by its name.",
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 255
        }
      },
      "kind": {
        "name": "kind",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "maxLength": 63
        }
      },
      "namespace": {
        "name": "namespace",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "maxLength": 63
        }
      },
      "name": {
        "name": "name",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "maxLength": 63
        }
      },
      "runId": {
        "name": "runId",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "maxLength": 64
        }
      },
      "jobId": {
        "name": "jobId",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "maxLength": 64
        }
      },
      "window": {
        "name": "window",
        "in": "query",
        "description": "Days until now. Not together with `from`.",
        "schema": {
          "type": "integer",
          "enum": [
            7,
            30,
            90,
            180
          ]
        }
      },
      "from": {
        "name": "from",
        "in": "query",
        "description": "Start, inclusive. Default is 30 days before `to`.",
        "schema": {
          "type": "string",
          "format": "date-time"
        }
      },
      "to": {
        "name": "to",
        "in": "query",
        "description": "End, exclusive. Default is now.",
        "schema": {
          "type": "string",
          "format": "date-time"
        }
      },
      "definition": {
        "name": "definition",
        "in": "query",
        "description": "Whose definitions of the metrics to use.",
        "schema": {
          "type": "string",
          "enum": [
            "dora",
            "devlake",
            "gitlab"
          ],
          "default": "dora"
        }
      },
      "attributionWindow": {
        "name": "attributionWindow",
        "in": "query",
        "description": "How long after a deployment an incident counts as its failure, as an ISO 8601 duration, or `inf`. Default is the entity's, else the configured one.",
        "schema": {
          "type": "string",
          "maxLength": 32
        }
      },
      "owner": {
        "name": "owner",
        "in": "query",
        "description": "Only entities of this owner, as a full entity ref.",
        "schema": {
          "type": "string",
          "maxLength": 255
        }
      },
      "system": {
        "name": "system",
        "in": "query",
        "description": "Only entities of this system, as a full entity ref.",
        "schema": {
          "type": "string",
          "maxLength": 255
        }
      },
      "domain": {
        "name": "domain",
        "in": "query",
        "description": "Only entities of this domain, as a full entity ref.",
        "schema": {
          "type": "string",
          "maxLength": 255
        }
      },
      "sloEnvironment": {
        "name": "environment",
        "in": "query",
        "description": "Only objectives of this environment; `production` stands for those that name none.",
        "schema": {
          "type": "string",
          "minLength": 1,
          "maxLength": 255
        }
      },
      "sloText": {
        "name": "text",
        "in": "query",
        "description": "Part of the name of an objective or of its entity, whatever the case.",
        "schema": {
          "type": "string",
          "maxLength": 255
        }
      },
      "deliveryId": {
        "name": "deliveryId",
        "in": "path",
        "required": true,
        "schema": {
          "type": "string",
          "pattern": "^[0-9]{1,18}$"
        }
      },
      "source": {
        "name": "source",
        "in": "query",
        "description": "Id of a source.",
        "schema": {
          "type": "string",
          "maxLength": 255
        }
      },
      "cursor": {
        "name": "cursor",
        "in": "query",
        "description": "The `nextCursor` of the page before.",
        "schema": {
          "type": "string",
          "maxLength": 512
        }
      },
      "limit": {
        "name": "limit",
        "in": "query",
        "schema": {
          "type": "integer",
          "minimum": 1,
          "maximum": 100,
          "default": 20
        }
      }
    },
    "responses": {
      "Error": {
        "description": "An error in the form that all Backstage backends use.",
        "content": {
          "application/json": {
            "schema": {
              "$ref": "#/components/schemas/Error"
            }
          }
        }
      }
    },
    "schemas": {
      "Error": {
        "type": "object",
        "required": [
          "error",
          "response"
        ],
        "properties": {
          "error": {
            "type": "object",
            "required": [
              "name",
              "message"
            ],
            "properties": {
              "name": {
                "type": "string"
              },
              "message": {
                "type": "string"
              }
            }
          },
          "response": {
            "type": "object",
            "required": [
              "statusCode"
            ],
            "properties": {
              "statusCode": {
                "type": "integer"
              }
            }
          }
        }
      },
      "RunStatus": {
        "type": "string",
        "description": "State of a run, a job or a deployment, the same words for every provider. `waiting` says in `waitingOn` what it waits for.",
        "enum": [
          "queued",
          "running",
          "waiting",
          "succeeded",
          "failed",
          "canceled",
          "skipped",
          "unknown"
        ]
      },
      "InboxState": {
        "type": "string",
        "enum": [
          "pending",
          "applied",
          "parked"
        ]
      },
      "InboxDelivery": {
        "type": "object",
        "required": [
          "id",
          "sourceId",
          "event",
          "receivedAt",
          "state",
          "attempts",
          "lostClaims"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "sourceId": {
            "type": "string"
          },
          "event": {
            "type": "string",
            "description": "The provider's name of it."
          },
          "deliveryId": {
            "type": "string",
            "description": "The provider's id of the delivery."
          },
          "receivedAt": {
            "type": "string",
            "format": "date-time"
          },
          "state": {
            "$ref": "#/components/schemas/InboxState"
          },
          "attempts": {
            "type": "integer",
            "description": "How often it failed."
          },
          "lostClaims": {
            "type": "integer",
            "description": "How often the process ended before it was applied."
          },
          "dueAt": {
            "type": "string",
            "format": "date-time",
            "description": "When a delivery that waits is tried next."
          },
          "sizeBytes": {
            "type": "integer",
            "description": "Of the body as it came."
          },
          "error": {
            "type": "string"
          }
        }
      },
      "InboxDeliveryDetail": {
        "allOf": [
          {
            "$ref": "#/components/schemas/InboxDelivery"
          },
          {
            "type": "object",
            "required": [
              "body"
            ],
            "properties": {
              "body": {
                "type": "object",
                "required": [
                  "text",
                  "truncated"
                ],
                "properties": {
                  "text": {
                    "type": "string"
                  },
                  "truncated": {
                    "type": "boolean"
                  }
                }
              }
            }
          }
        ]
      },
      "WorkState": {
        "type": "string",
        "enum": [
          "pending",
          "parked"
        ]
      },
      "WorkItem": {
        "type": "object",
        "required": [
          "id",
          "sourceId",
          "kind",
          "key",
          "state",
          "attempts",
          "lostClaims",
          "dueAt"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "sourceId": {
            "type": "string"
          },
          "kind": {
            "type": "string"
          },
          "key": {
            "type": "string",
            "description": "What it is about."
          },
          "state": {
            "$ref": "#/components/schemas/WorkState"
          },
          "attempts": {
            "type": "integer",
            "description": "How often it failed."
          },
          "lostClaims": {
            "type": "integer"
          },
          "dueAt": {
            "type": "string",
            "format": "date-time"
          },
          "error": {
            "type": "string"
          }
        }
      },
      "WaitingOn": {
        "type": "string",
        "enum": [
          "approval",
          "manual",
          "queue",
          "runner",
          "timer",
          "resource"
        ]
      },
      "EnvironmentTier": {
        "type": "string",
        "enum": [
          "development",
          "testing",
          "staging",
          "production",
          "other"
        ]
      },
      "Actor": {
        "type": "object",
        "required": [
          "name"
        ],
        "properties": {
          "name": {
            "type": "string",
            "description": "Display name as the provider gives it."
          },
          "username": {
            "type": "string"
          },
          "url": {
            "type": "string"
          }
        }
      },
      "Commit": {
        "type": "object",
        "required": [
          "sha"
        ],
        "properties": {
          "sha": {
            "type": "string"
          },
          "title": {
            "type": "string",
            "description": "First line of the message."
          },
          "author": {
            "type": "string"
          },
          "url": {
            "type": "string"
          }
        }
      },
      "ChangeCommit": {
        "type": "object",
        "description": "A commit of a change or between two revisions.",
        "required": [
          "sha"
        ],
        "properties": {
          "sha": {
            "type": "string"
          },
          "title": {
            "type": "string",
            "description": "First line of the message."
          },
          "message": {
            "type": "string",
            "description": "Whole message, where it is known; it may say what it reverts."
          },
          "author": {
            "type": "string"
          },
          "authoredAt": {
            "type": "string",
            "format": "date-time"
          },
          "committedAt": {
            "type": "string",
            "format": "date-time"
          },
          "paths": {
            "type": "array",
            "description": "Files that it touches, where they are known.",
            "items": {
              "type": "string"
            }
          },
          "url": {
            "type": "string"
          }
        }
      },
      "ChangeStatus": {
        "type": "string",
        "enum": [
          "open",
          "merged",
          "closed"
        ]
      },
      "RangeDirection": {
        "type": "string",
        "description": "Whether the second revision contains the first (`ahead`), the first the second (`behind`), neither the other, or both are one.",
        "enum": [
          "ahead",
          "behind",
          "diverged",
          "identical"
        ]
      },
      "IncidentStatus": {
        "type": "string",
        "enum": [
          "open",
          "acknowledged",
          "resolved"
        ]
      },
      "AlertStatus": {
        "type": "string",
        "enum": [
          "firing",
          "resolved"
        ]
      },
      "GateStatus": {
        "type": "string",
        "enum": [
          "passed",
          "failed",
          "warned",
          "skipped"
        ]
      },
      "StepRun": {
        "type": "object",
        "description": "One step of a job.",
        "required": [
          "name",
          "status"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/RunStatus"
          },
          "startedAt": {
            "type": "string",
            "format": "date-time"
          },
          "finishedAt": {
            "type": "string",
            "format": "date-time"
          }
        }
      },
      "PipelineRun": {
        "type": "object",
        "required": [
          "id",
          "sourceId",
          "provider",
          "externalId",
          "status",
          "providerStatus",
          "attempt",
          "ref",
          "defaultBranch",
          "revision",
          "createdAt"
        ],
        "properties": {
          "id": {
            "type": "string",
            "description": "Stable identifier derived from the provider's natural key."
          },
          "sourceId": {
            "type": "string"
          },
          "provider": {
            "type": "string"
          },
          "externalId": {
            "type": "string",
            "description": "What people of the provider call it, for instance the pipeline number."
          },
          "name": {
            "type": "string",
            "description": "Name of the pipeline where a repository has several."
          },
          "status": {
            "$ref": "#/components/schemas/RunStatus"
          },
          "providerStatus": {
            "type": "string",
            "description": "The provider's own word."
          },
          "waitingOn": {
            "$ref": "#/components/schemas/WaitingOn"
          },
          "attempt": {
            "type": "integer",
            "minimum": 1
          },
          "ref": {
            "type": "string"
          },
          "defaultBranch": {
            "type": "boolean"
          },
          "revision": {
            "type": "string",
            "description": "Full commit hash."
          },
          "commit": {
            "$ref": "#/components/schemas/Commit"
          },
          "actor": {
            "$ref": "#/components/schemas/Actor"
          },
          "trigger": {
            "type": "string",
            "description": "Why it ran: push, merge_request, schedule, web, api."
          },
          "createdAt": {
            "type": "string",
            "format": "date-time"
          },
          "startedAt": {
            "type": "string",
            "format": "date-time"
          },
          "finishedAt": {
            "type": "string",
            "format": "date-time"
          },
          "durationMs": {
            "type": "integer",
            "description": "From start to end in milliseconds."
          },
          "failedJobs": {
            "type": "array",
            "description": "Names of the jobs that failed the run.",
            "items": {
              "type": "string"
            }
          },
          "url": {
            "type": "string"
          }
        }
      },
      "JobRun": {
        "type": "object",
        "required": [
          "id",
          "name",
          "status",
          "providerStatus",
          "allowFailure",
          "controls"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "externalId": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "stage": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/RunStatus"
          },
          "providerStatus": {
            "type": "string"
          },
          "waitingOn": {
            "$ref": "#/components/schemas/WaitingOn"
          },
          "allowFailure": {
            "type": "boolean"
          },
          "failureReason": {
            "type": "string"
          },
          "environment": {
            "type": "string"
          },
          "coverage": {
            "type": "number",
            "description": "Percent."
          },
          "createdAt": {
            "type": "string",
            "format": "date-time"
          },
          "startedAt": {
            "type": "string",
            "format": "date-time"
          },
          "finishedAt": {
            "type": "string",
            "format": "date-time"
          },
          "durationMs": {
            "type": "integer"
          },
          "retried": {
            "type": "boolean",
            "description": "True when a later job of the same name replaces it."
          },
          "steps": {
            "type": "array",
            "description": "In the order in which they ran; absent when the provider tells of none.",
            "items": {
              "$ref": "#/components/schemas/StepRun"
            }
          },
          "url": {
            "type": "string"
          },
          "hasTrace": {
            "type": "boolean"
          },
          "controls": {
            "type": "array",
            "description": "What the provider would do with this job now; the permission is asked apart.",
            "items": {
              "type": "string",
              "enum": [
                "play",
                "retry",
                "cancel"
              ]
            }
          }
        }
      },
      "PipelineRunDetail": {
        "type": "object",
        "required": [
          "run",
          "jobs",
          "controls",
          "freshness"
        ],
        "properties": {
          "run": {
            "$ref": "#/components/schemas/PipelineRun"
          },
          "jobs": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/JobRun"
            }
          },
          "attempts": {
            "type": "array",
            "description": "The attempts before the present one, oldest first; absent when there are none.",
            "items": {
              "$ref": "#/components/schemas/RunAttempt"
            }
          },
          "controls": {
            "type": "array",
            "items": {
              "type": "string",
              "enum": [
                "retry",
                "cancel"
              ]
            }
          },
          "freshness": {
            "$ref": "#/components/schemas/Freshness"
          }
        }
      },
      "RunAttempt": {
        "type": "object",
        "description": "How an earlier attempt of a run ended.",
        "required": [
          "attempt",
          "status"
        ],
        "properties": {
          "attempt": {
            "type": "integer",
            "minimum": 1
          },
          "status": {
            "$ref": "#/components/schemas/RunStatus"
          },
          "startedAt": {
            "type": "string",
            "format": "date-time"
          },
          "finishedAt": {
            "type": "string",
            "format": "date-time"
          },
          "durationMs": {
            "type": "integer"
          }
        }
      },
      "JobTrace": {
        "type": "object",
        "required": [
          "jobId",
          "text",
          "state"
        ],
        "properties": {
          "jobId": {
            "type": "string"
          },
          "text": {
            "type": "string",
            "description": "The log with its ANSI sequences."
          },
          "state": {
            "type": "string",
            "description": "`complete`, `partial` (the job still runs), `truncated` (cut at the configured size), `pending` (not fetched yet), `unavailable` (the provider has none, or it expired).",
            "enum": [
              "complete",
              "partial",
              "truncated",
              "pending",
              "unavailable"
            ]
          },
          "storedAt": {
            "type": "string",
            "format": "date-time"
          },
          "sizeBytes": {
            "type": "integer"
          }
        }
      },
      "Deployment": {
        "type": "object",
        "required": [
          "id",
          "sourceId",
          "provider",
          "environment",
          "tier",
          "status",
          "providerStatus",
          "revision",
          "createdAt"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "sourceId": {
            "type": "string"
          },
          "provider": {
            "type": "string"
          },
          "externalId": {
            "type": "string"
          },
          "environment": {
            "type": "string"
          },
          "tier": {
            "$ref": "#/components/schemas/EnvironmentTier"
          },
          "status": {
            "$ref": "#/components/schemas/RunStatus"
          },
          "providerStatus": {
            "type": "string"
          },
          "version": {
            "type": "string",
            "description": "Tag or release where known; else absent and the revision stands for it."
          },
          "ref": {
            "type": "string"
          },
          "revision": {
            "type": "string"
          },
          "commit": {
            "$ref": "#/components/schemas/Commit"
          },
          "actor": {
            "$ref": "#/components/schemas/Actor"
          },
          "unit": {
            "type": "string",
            "description": "What is deployed, where the entity has several units."
          },
          "attempt": {
            "type": "integer"
          },
          "kind": {
            "$ref": "#/components/schemas/DeploymentKind"
          },
          "verdict": {
            "$ref": "#/components/schemas/DeploymentVerdict"
          },
          "previousId": {
            "type": "string",
            "description": "The successful deployment before it to the same environment."
          },
          "changeCount": {
            "type": "integer",
            "description": "Changes that it brought, where they are known."
          },
          "runId": {
            "type": "string"
          },
          "jobId": {
            "type": "string"
          },
          "createdAt": {
            "type": "string",
            "format": "date-time"
          },
          "startedAt": {
            "type": "string",
            "format": "date-time"
          },
          "finishedAt": {
            "type": "string",
            "format": "date-time"
          },
          "durationMs": {
            "type": "integer"
          },
          "url": {
            "type": "string"
          }
        }
      },
      "MetricName": {
        "type": "string",
        "enum": [
          "deploymentFrequency",
          "leadTime",
          "changeFailRate",
          "reworkRate",
          "recoveryTime"
        ]
      },
      "MetricValue": {
        "type": "object",
        "description": "One metric with what it was computed from.",
        "required": [
          "value",
          "n",
          "unit",
          "dataQuality"
        ],
        "properties": {
          "value": {
            "type": "number",
            "nullable": true,
            "description": "Null where there is no data."
          },
          "n": {
            "type": "integer",
            "description": "How many rows it is from."
          },
          "unit": {
            "type": "string",
            "enum": [
              "per_day",
              "days_per_week",
              "seconds",
              "ratio"
            ]
          },
          "p75": {
            "type": "number",
            "nullable": true
          },
          "p90": {
            "type": "number",
            "nullable": true
          },
          "level": {
            "type": "integer",
            "minimum": 1,
            "maximum": 6,
            "description": "Answer of the DORA Quick Check that it corresponds to, 6 is best; absent without enough data."
          },
          "score": {
            "type": "number",
            "description": "Score of the DORA Quick Check, 0 to 10."
          },
          "stages": {
            "type": "array",
            "description": "Parts of the lead time in order.",
            "items": {
              "type": "object",
              "required": [
                "name",
                "value",
                "n"
              ],
              "properties": {
                "name": {
                  "type": "string"
                },
                "value": {
                  "type": "number",
                  "nullable": true,
                  "description": "Median in seconds."
                },
                "n": {
                  "type": "integer"
                }
              }
            }
          },
          "dataQuality": {
            "type": "object",
            "description": "Counts and shares that say how far to trust it, by name.",
            "additionalProperties": true
          }
        }
      },
      "DeliveryMetrics": {
        "type": "object",
        "required": [
          "window",
          "options",
          "metrics",
          "freshness"
        ],
        "properties": {
          "window": {
            "type": "object",
            "required": [
              "from",
              "to"
            ],
            "properties": {
              "from": {
                "type": "string",
                "format": "date-time"
              },
              "to": {
                "type": "string",
                "format": "date-time"
              },
              "days": {
                "type": "integer"
              }
            }
          },
          "options": {
            "type": "object",
            "required": [
              "definition",
              "attributionWindow",
              "timezone"
            ],
            "properties": {
              "definition": {
                "type": "string",
                "enum": [
                  "dora",
                  "devlake",
                  "gitlab"
                ]
              },
              "attributionWindow": {
                "type": "string"
              },
              "timezone": {
                "type": "string"
              }
            }
          },
          "metrics": {
            "type": "object",
            "required": [
              "deploymentFrequency",
              "leadTime",
              "changeFailRate",
              "reworkRate",
              "recoveryTime"
            ],
            "properties": {
              "deploymentFrequency": {
                "$ref": "#/components/schemas/MetricValue"
              },
              "leadTime": {
                "$ref": "#/components/schemas/MetricValue"
              },
              "changeFailRate": {
                "$ref": "#/components/schemas/MetricValue"
              },
              "reworkRate": {
                "$ref": "#/components/schemas/MetricValue"
              },
              "recoveryTime": {
                "$ref": "#/components/schemas/MetricValue"
              }
            }
          },
          "more": {
            "type": "object",
            "description": "Further figures by name, for instance `successRate` and `restoreTime`.",
            "additionalProperties": {
              "$ref": "#/components/schemas/MetricValue"
            }
          },
          "benchmark": {
            "type": "object",
            "description": "The DORA Quick Check; absent scores lack data.",
            "properties": {
              "overall": {
                "type": "number"
              },
              "throughput": {
                "type": "number"
              },
              "stability": {
                "type": "number"
              },
              "industry": {
                "type": "object",
                "description": "Means of all industries.",
                "additionalProperties": {
                  "type": "number"
                }
              }
            }
          },
          "quality": {
            "type": "number",
            "description": "How complete the data is, 0 to 1."
          },
          "computedAt": {
            "type": "string",
            "format": "date-time"
          },
          "freshness": {
            "$ref": "#/components/schemas/Freshness"
          }
        }
      },
      "MetricRow": {
        "type": "object",
        "description": "A deployment, a delivered change or an incident that a number counts.",
        "required": [
          "type",
          "id",
          "counted"
        ],
        "properties": {
          "type": {
            "type": "string",
            "enum": [
              "deployment",
              "change",
              "incident",
              "period"
            ]
          },
          "id": {
            "type": "string"
          },
          "at": {
            "type": "string",
            "format": "date-time"
          },
          "counted": {
            "type": "boolean",
            "description": "Whether it is in the number itself, or only in what it is a share of."
          },
          "value": {
            "type": "number",
            "description": "What it adds, in the unit of the metric."
          },
          "title": {
            "type": "string"
          },
          "url": {
            "type": "string"
          },
          "environment": {
            "type": "string"
          },
          "revision": {
            "type": "string"
          },
          "kind": {
            "$ref": "#/components/schemas/DeploymentKind"
          },
          "verdict": {
            "$ref": "#/components/schemas/DeploymentVerdict"
          },
          "deploymentId": {
            "type": "string",
            "description": "Of a change or an incident."
          },
          "confidence": {
            "type": "string",
            "enum": [
              "explicit",
              "service",
              "heuristic"
            ],
            "description": "How sure the attribution of an incident is."
          },
          "reasons": {
            "type": "array",
            "description": "The rules that decided, in words.",
            "items": {
              "type": "string"
            }
          },
          "stages": {
            "type": "object",
            "description": "Parts of a lead time in seconds.",
            "additionalProperties": {
              "type": "number"
            }
          }
        }
      },
      "DeploymentKind": {
        "type": "string",
        "description": "Against the deployments before it to the same environment.",
        "enum": [
          "initial",
          "forward",
          "redeploy",
          "rollback"
        ]
      },
      "DeploymentVerdict": {
        "type": "string",
        "description": "`pending` while an incident would still be attributed to it.",
        "enum": [
          "ok",
          "failed",
          "pending"
        ]
      },
      "PendingChanges": {
        "type": "object",
        "required": [
          "state",
          "commits",
          "changes",
          "authors",
          "complete",
          "freshness"
        ],
        "properties": {
          "state": {
            "type": "string",
            "description": "`ahead`: something would ship; `identical`; `behind`: the target has more; `diverged`; `unknown`: what lies between is not known yet, and `reason` says why.",
            "enum": [
              "ahead",
              "behind",
              "identical",
              "diverged",
              "unknown"
            ]
          },
          "reason": {
            "type": "string"
          },
          "fromRevision": {
            "type": "string"
          },
          "toRevision": {
            "type": "string"
          },
          "commits": {
            "type": "array",
            "description": "Oldest first.",
            "items": {
              "$ref": "#/components/schemas/ChangeCommit"
            }
          },
          "changes": {
            "type": "array",
            "description": "Merge requests or pull requests that the commits belong to.",
            "items": {
              "$ref": "#/components/schemas/Change"
            }
          },
          "authors": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "complete": {
            "type": "boolean",
            "description": "False when the provider cut the list."
          },
          "freshness": {
            "$ref": "#/components/schemas/Freshness"
          }
        }
      },
      "Change": {
        "type": "object",
        "description": "A merge request or pull request.",
        "required": [
          "id",
          "externalId",
          "status",
          "createdAt"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "externalId": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/ChangeStatus"
          },
          "title": {
            "type": "string"
          },
          "author": {
            "$ref": "#/components/schemas/Actor"
          },
          "createdAt": {
            "type": "string",
            "format": "date-time"
          },
          "mergedAt": {
            "type": "string",
            "format": "date-time"
          },
          "url": {
            "type": "string"
          }
        }
      },
      "Alert": {
        "type": "object",
        "description": "One firing of an alert, from its start to its end.",
        "required": [
          "id",
          "name",
          "status",
          "startedAt",
          "source"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/AlertStatus"
          },
          "severity": {
            "type": "string"
          },
          "environment": {
            "type": "string"
          },
          "summary": {
            "type": "string"
          },
          "sloId": {
            "type": "string",
            "description": "The objective whose budget it guards."
          },
          "startedAt": {
            "type": "string",
            "format": "date-time"
          },
          "endedAt": {
            "type": "string",
            "format": "date-time"
          },
          "labels": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          "runbookUrl": {
            "type": "string"
          },
          "url": {
            "type": "string",
            "description": "The query behind it."
          },
          "source": {
            "type": "string",
            "description": "Who tells of it."
          }
        }
      },
      "Incident": {
        "type": "object",
        "required": [
          "id",
          "externalId",
          "status",
          "startedAt"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "externalId": {
            "type": "string"
          },
          "status": {
            "$ref": "#/components/schemas/IncidentStatus"
          },
          "title": {
            "type": "string"
          },
          "severity": {
            "type": "string"
          },
          "environment": {
            "type": "string"
          },
          "startedAt": {
            "type": "string",
            "format": "date-time"
          },
          "resolvedAt": {
            "type": "string",
            "format": "date-time"
          },
          "deploymentId": {
            "type": "string",
            "description": "The deployment that it is attributed to."
          },
          "confidence": {
            "type": "string",
            "enum": [
              "explicit",
              "service",
              "heuristic"
            ]
          },
          "url": {
            "type": "string"
          }
        }
      },
      "FleetFigures": {
        "type": "object",
        "description": "Null where there is no data.",
        "required": [
          "deploymentFrequency",
          "leadTime",
          "changeFailRate",
          "reworkRate",
          "recoveryTime",
          "runSuccessRate"
        ],
        "properties": {
          "deploymentFrequency": {
            "type": "number",
            "nullable": true,
            "description": "Per day."
          },
          "leadTime": {
            "type": "number",
            "nullable": true,
            "description": "Median in seconds."
          },
          "changeFailRate": {
            "type": "number",
            "nullable": true
          },
          "reworkRate": {
            "type": "number",
            "nullable": true
          },
          "recoveryTime": {
            "type": "number",
            "nullable": true,
            "description": "Median in seconds."
          },
          "runSuccessRate": {
            "type": "number",
            "nullable": true
          }
        }
      },
      "FleetSamples": {
        "type": "object",
        "description": "How many deployments, changes, recoveries or runs each figure is from.",
        "required": [
          "deploymentFrequency",
          "leadTime",
          "changeFailRate",
          "reworkRate",
          "recoveryTime",
          "runSuccessRate"
        ],
        "properties": {
          "deploymentFrequency": {
            "type": "integer"
          },
          "leadTime": {
            "type": "integer"
          },
          "changeFailRate": {
            "type": "integer"
          },
          "reworkRate": {
            "type": "integer"
          },
          "recoveryTime": {
            "type": "integer"
          },
          "runSuccessRate": {
            "type": "integer"
          }
        }
      },
      "DriftKind": {
        "type": "string",
        "description": "Why a pipeline is no longer what its generator would write: the generator writes something else, the team edited or removed a file, an image, action or tool has been reviewed in another version, a gate is asked for that it lacks or has weakened, or the repository is made of something else.",
        "enum": [
          "template",
          "local",
          "pins",
          "policy",
          "stack"
        ]
      },
      "PipelineState": {
        "type": "string",
        "description": "`behind` has something that an update brings, `edited` differs by what the team changed and nothing else, and the lock file of a `broken` one cannot be used.",
        "enum": [
          "current",
          "behind",
          "edited",
          "broken"
        ]
      },
      "PipelineDifference": {
        "type": "object",
        "required": [
          "kind",
          "message"
        ],
        "properties": {
          "kind": {
            "$ref": "#/components/schemas/DriftKind"
          },
          "path": {
            "type": "string",
            "description": "A file or the folder of a component."
          },
          "message": {
            "type": "string"
          },
          "from": {
            "type": "string"
          },
          "to": {
            "type": "string"
          },
          "expected": {
            "type": "boolean",
            "description": "It is as it should be and needs nothing."
          },
          "command": {
            "type": "string",
            "description": "What brings it up to date, to be run in the repository; absent where no command does."
          }
        }
      },
      "DriftCounts": {
        "type": "object",
        "required": [
          "template",
          "local",
          "pins",
          "policy",
          "stack"
        ],
        "properties": {
          "template": {
            "type": "integer"
          },
          "local": {
            "type": "integer"
          },
          "pins": {
            "type": "integer"
          },
          "policy": {
            "type": "integer"
          },
          "stack": {
            "type": "integer"
          }
        }
      },
      "PipelineGenerator": {
        "type": "object",
        "required": [
          "name",
          "version"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "version": {
            "type": "string"
          }
        }
      },
      "GeneratedPipeline": {
        "type": "object",
        "required": [
          "entityRef",
          "name",
          "state",
          "differences"
        ],
        "properties": {
          "entityRef": {
            "type": "string"
          },
          "name": {
            "type": "string",
            "description": "Title where it has one."
          },
          "owner": {
            "type": "string"
          },
          "system": {
            "type": "string"
          },
          "state": {
            "$ref": "#/components/schemas/PipelineState"
          },
          "generator": {
            "description": "What wrote it; absent when no lock file could be used yet.",
            "allOf": [
              {
                "$ref": "#/components/schemas/PipelineGenerator"
              }
            ]
          },
          "differences": {
            "$ref": "#/components/schemas/DriftCounts"
          },
          "checkedAt": {
            "type": "string",
            "format": "date-time",
            "description": "When the differences were last found to be these; absent when they are not known yet."
          },
          "error": {
            "type": "string",
            "description": "Why the lock file cannot be used. What is told beside it is from before."
          },
          "readError": {
            "type": "string",
            "description": "Why the repository could not be read the last time. What is told beside it is from before."
          }
        }
      },
      "GeneratedPipelineDetail": {
        "allOf": [
          {
            "$ref": "#/components/schemas/GeneratedPipeline"
          },
          {
            "type": "object",
            "required": [
              "gates",
              "items",
              "omitted",
              "unchecked"
            ],
            "properties": {
              "gates": {
                "type": "array",
                "items": {
                  "type": "string"
                }
              },
              "items": {
                "type": "array",
                "items": {
                  "$ref": "#/components/schemas/PipelineDifference"
                }
              },
              "omitted": {
                "type": "integer",
                "description": "How many differences there are beside these."
              },
              "unchecked": {
                "type": "array",
                "items": {
                  "type": "object",
                  "required": [
                    "kind",
                    "reason"
                  ],
                  "properties": {
                    "kind": {
                      "$ref": "#/components/schemas/DriftKind"
                    },
                    "reason": {
                      "type": "string"
                    }
                  }
                }
              }
            }
          }
        ]
      },
      "DriftPage": {
        "type": "object",
        "required": [
          "items",
          "states",
          "kinds",
          "versions",
          "unreadable",
          "active"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/GeneratedPipeline"
            }
          },
          "nextCursor": {
            "type": "string"
          },
          "states": {
            "type": "object",
            "description": "Pipelines by state.",
            "required": [
              "current",
              "behind",
              "edited",
              "broken"
            ],
            "properties": {
              "current": {
                "type": "integer"
              },
              "behind": {
                "type": "integer"
              },
              "edited": {
                "type": "integer"
              },
              "broken": {
                "type": "integer"
              }
            }
          },
          "kinds": {
            "description": "Pipelines with a difference of each kind.",
            "allOf": [
              {
                "$ref": "#/components/schemas/DriftCounts"
              }
            ]
          },
          "versions": {
            "type": "array",
            "description": "Which versions of generators there are, of any state and version.",
            "items": {
              "type": "object",
              "required": [
                "name",
                "version",
                "pipelines"
              ],
              "properties": {
                "name": {
                  "type": "string"
                },
                "version": {
                  "type": "string"
                },
                "pipelines": {
                  "type": "integer"
                }
              }
            }
          },
          "unreadable": {
            "type": "integer",
            "description": "Entities whose repository could never be read, so that it is not known whether they have a pipeline."
          },
          "active": {
            "type": "boolean",
            "description": "Whether repositories are read at all."
          }
        }
      },
      "FleetEntity": {
        "type": "object",
        "required": [
          "entityRef",
          "name",
          "figures",
          "samples",
          "deployments"
        ],
        "properties": {
          "entityRef": {
            "type": "string"
          },
          "name": {
            "type": "string",
            "description": "Title where it has one."
          },
          "owner": {
            "type": "string"
          },
          "system": {
            "type": "string"
          },
          "domain": {
            "type": "string"
          },
          "figures": {
            "$ref": "#/components/schemas/FleetFigures"
          },
          "samples": {
            "$ref": "#/components/schemas/FleetSamples"
          },
          "deployments": {
            "type": "integer"
          },
          "runs": {
            "type": "integer"
          },
          "quality": {
            "type": "number",
            "description": "How complete its data is, 0 to 1."
          }
        }
      },
      "Distribution": {
        "type": "object",
        "description": "Quartiles of the entities with data.",
        "required": [
          "n"
        ],
        "properties": {
          "n": {
            "type": "integer",
            "description": "Entities with data."
          },
          "p25": {
            "type": "number"
          },
          "p50": {
            "type": "number"
          },
          "p75": {
            "type": "number"
          }
        }
      },
      "FleetDistribution": {
        "type": "object",
        "required": [
          "deploymentFrequency",
          "leadTime",
          "changeFailRate",
          "reworkRate",
          "recoveryTime",
          "runSuccessRate"
        ],
        "properties": {
          "deploymentFrequency": {
            "$ref": "#/components/schemas/Distribution"
          },
          "leadTime": {
            "$ref": "#/components/schemas/Distribution"
          },
          "changeFailRate": {
            "$ref": "#/components/schemas/Distribution"
          },
          "reworkRate": {
            "$ref": "#/components/schemas/Distribution"
          },
          "recoveryTime": {
            "$ref": "#/components/schemas/Distribution"
          },
          "runSuccessRate": {
            "$ref": "#/components/schemas/Distribution"
          }
        }
      },
      "FleetPage": {
        "type": "object",
        "required": [
          "items",
          "entities",
          "distribution"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/FleetEntity"
            }
          },
          "nextCursor": {
            "type": "string"
          },
          "entities": {
            "type": "integer",
            "description": "How many there are on all pages."
          },
          "pooled": {
            "description": "Over all deployments and changes together; absent when the caller may not read every entity that is in it. Medians of more than one entity come from histograms with a relative error of at most 2 %.",
            "allOf": [
              {
                "$ref": "#/components/schemas/FleetFigures"
              }
            ]
          },
          "pooledSamples": {
            "$ref": "#/components/schemas/FleetSamples"
          },
          "distribution": {
            "$ref": "#/components/schemas/FleetDistribution"
          },
          "quality": {
            "type": "number",
            "description": "Median of how complete the data of the entities is, 0 to 1."
          },
          "asOf": {
            "type": "string",
            "format": "date-time",
            "description": "When the oldest of the figures was computed."
          }
        }
      },
      "FleetDay": {
        "type": "object",
        "required": [
          "day",
          "deployments",
          "figures"
        ],
        "properties": {
          "day": {
            "type": "string",
            "format": "date"
          },
          "deployments": {
            "type": "integer"
          },
          "figures": {
            "$ref": "#/components/schemas/FleetFigures"
          }
        }
      },
      "FleetGroup": {
        "type": "object",
        "required": [
          "ref",
          "entities",
          "deployments",
          "distribution"
        ],
        "properties": {
          "ref": {
            "type": "string"
          },
          "entities": {
            "type": "integer"
          },
          "deployments": {
            "type": "integer",
            "description": "Of its entities together."
          },
          "pooled": {
            "description": "Over all deployments and changes together; absent when the caller may not read every entity, or asked for a part of the group.",
            "allOf": [
              {
                "$ref": "#/components/schemas/FleetFigures"
              }
            ]
          },
          "pooledSamples": {
            "$ref": "#/components/schemas/FleetSamples"
          },
          "distribution": {
            "$ref": "#/components/schemas/FleetDistribution"
          },
          "quality": {
            "type": "number",
            "description": "Median of how complete the data of its entities is, 0 to 1."
          }
        }
      },
      "FleetGroupPage": {
        "type": "object",
        "required": [
          "items",
          "groups",
          "ungrouped"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/FleetGroup"
            }
          },
          "nextCursor": {
            "type": "string"
          },
          "groups": {
            "type": "integer",
            "description": "How many there are on all pages."
          },
          "ungrouped": {
            "type": "integer",
            "description": "Entities that the caller may read and that are in none."
          },
          "asOf": {
            "type": "string",
            "format": "date-time",
            "description": "When the oldest of the figures was computed."
          }
        }
      },
      "EnvironmentState": {
        "type": "object",
        "required": [
          "name",
          "tier",
          "order",
          "pending"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "tier": {
            "$ref": "#/components/schemas/EnvironmentTier"
          },
          "order": {
            "type": "integer",
            "description": "Promotion order, lowest first."
          },
          "url": {
            "type": "string"
          },
          "current": {
            "description": "The last successful deployment, what runs there.",
            "allOf": [
              {
                "$ref": "#/components/schemas/Deployment"
              }
            ]
          },
          "latest": {
            "description": "The last deployment of any outcome, when it is not the current one.",
            "allOf": [
              {
                "$ref": "#/components/schemas/Deployment"
              }
            ]
          },
          "sameAsPrevious": {
            "type": "boolean",
            "description": "True when it runs the same revision as the environment before it; absent when either is empty."
          },
          "commitsAhead": {
            "type": "integer",
            "description": "How many commits the environment before it has that this one has not; absent where that is not known."
          },
          "commitsBehindMain": {
            "type": "integer",
            "description": "How many commits the newest run of the default branch has that this one has not; absent where that is not known."
          },
          "pending": {
            "type": "array",
            "description": "Manual jobs of the newest default branch run that would deploy here.",
            "items": {
              "$ref": "#/components/schemas/PendingDeployment"
            }
          }
        }
      },
      "PendingDeployment": {
        "type": "object",
        "required": [
          "runId",
          "jobId",
          "jobName",
          "revision"
        ],
        "properties": {
          "runId": {
            "type": "string"
          },
          "jobId": {
            "type": "string"
          },
          "jobName": {
            "type": "string"
          },
          "revision": {
            "type": "string"
          },
          "commit": {
            "$ref": "#/components/schemas/Commit"
          }
        }
      },
      "DeliverySummary": {
        "type": "object",
        "required": [
          "headline",
          "recentRuns",
          "environments",
          "freshness"
        ],
        "properties": {
          "headline": {
            "$ref": "#/components/schemas/DeliveryHeadline"
          },
          "latestRun": {
            "description": "Newest run of the default branch.",
            "allOf": [
              {
                "$ref": "#/components/schemas/PipelineRun"
              }
            ]
          },
          "recentRuns": {
            "type": "array",
            "description": "At most 20 runs of the default branch, newest first.",
            "items": {
              "$ref": "#/components/schemas/PipelineRun"
            }
          },
          "medianDurationMs": {
            "type": "integer",
            "description": "Median over the finished recent runs."
          },
          "successRatio": {
            "type": "number",
            "description": "Succeeded among finished recent runs, 0 to 1; absent when none finished."
          },
          "environments": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/EnvironmentState"
            }
          },
          "freshness": {
            "$ref": "#/components/schemas/Freshness"
          }
        }
      },
      "DeliveryHeadline": {
        "type": "object",
        "description": "The first line of the card. The page puts it into words.",
        "required": [
          "kind"
        ],
        "properties": {
          "kind": {
            "type": "string",
            "enum": [
              "main_red",
              "production_differs",
              "main_running",
              "main_green",
              "no_runs"
            ]
          },
          "branch": {
            "type": "string"
          },
          "since": {
            "type": "string",
            "format": "date-time",
            "description": "When the state began."
          },
          "failedRuns": {
            "type": "integer",
            "description": "Runs since the last green one."
          },
          "commitsBehind": {
            "type": "integer",
            "description": "How many commits production lacks that the default branch has; absent where that is not known."
          },
          "failedJobs": {
            "type": "array",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "Freshness": {
        "type": "object",
        "required": [
          "state",
          "sources"
        ],
        "properties": {
          "state": {
            "type": "string",
            "description": "`current`, `stale` (older than twice the sweep), `failing` (a source answers with errors), `never` (no sweep has ended yet), `unbound` (no source is bound to the entity).",
            "enum": [
              "current",
              "stale",
              "failing",
              "never",
              "unbound"
            ]
          },
          "completeUntil": {
            "type": "string",
            "format": "date-time",
            "description": "Everything that happened before this instant is in the store."
          },
          "sources": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SourceHealth"
            }
          }
        }
      },
      "SourceHealth": {
        "type": "object",
        "required": [
          "id",
          "provider",
          "title",
          "state",
          "capabilities"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "provider": {
            "type": "string"
          },
          "title": {
            "type": "string"
          },
          "state": {
            "type": "string",
            "enum": [
              "ok",
              "stale",
              "failing",
              "never"
            ]
          },
          "capabilities": {
            "type": "array",
            "items": {
              "type": "string",
              "enum": [
                "webhooks",
                "pipelines",
                "deployments",
                "changes",
                "logs",
                "control",
                "alerts",
                "measurements",
                "slos"
              ]
            }
          },
          "annotations": {
            "type": "array",
            "description": "Entity annotations that bind an entity to this source, most usual first.",
            "items": {
              "type": "string"
            }
          },
          "completeUntil": {
            "type": "string",
            "format": "date-time"
          },
          "lastSuccessAt": {
            "type": "string",
            "format": "date-time"
          },
          "lastEventAt": {
            "type": "string",
            "format": "date-time"
          },
          "lastError": {
            "type": "object",
            "required": [
              "at",
              "message"
            ],
            "properties": {
              "at": {
                "type": "string",
                "format": "date-time"
              },
              "message": {
                "type": "string"
              }
            }
          },
          "sweepIntervalMs": {
            "type": "integer"
          },
          "pendingDeliveries": {
            "type": "integer",
            "description": "Webhooks stored and not yet applied."
          },
          "parkedDeliveries": {
            "type": "integer",
            "description": "Webhooks that failed often enough to be set aside."
          },
          "pendingWork": {
            "type": "integer",
            "description": "Questions to the provider that wait."
          },
          "parkedWork": {
            "type": "integer",
            "description": "Questions that the provider refused and that were set aside."
          },
          "scopes": {
            "type": "object",
            "description": "Projects or repositories that entities are bound to.",
            "required": [
              "bound",
              "failing"
            ],
            "properties": {
              "bound": {
                "type": "integer"
              },
              "failing": {
                "type": "integer",
                "description": "Whose last sweep failed."
              }
            }
          },
          "gaps": {
            "type": "object",
            "description": "Runs that the provider counts and the store does not have; absent when none are known. They are read again.",
            "required": [
              "runs",
              "scopes",
              "since"
            ],
            "properties": {
              "runs": {
                "type": "integer"
              },
              "scopes": {
                "type": "integer",
                "description": "In how many they are missing."
              },
              "since": {
                "type": "string",
                "format": "date-time"
              }
            }
          },
          "requestBudget": {
            "type": "object",
            "description": "What is left of the provider's limit on requests, as it last told the process that answers; absent where it does not tell.",
            "required": [
              "remaining",
              "resetsAt"
            ],
            "properties": {
              "remaining": {
                "type": "integer"
              },
              "limit": {
                "type": "integer"
              },
              "resetsAt": {
                "type": "string",
                "format": "date-time"
              }
            }
          }
        }
      },
      "SloState": {
        "type": "string",
        "description": "The last four are no judgement on the service.",
        "enum": [
          "ok",
          "at_risk",
          "burning",
          "exhausted",
          "no_traffic",
          "no_data",
          "stale",
          "unmeasured"
        ]
      },
      "SloStateCounts": {
        "type": "object",
        "description": "How many objectives are in each state.",
        "required": [
          "ok",
          "at_risk",
          "burning",
          "exhausted",
          "no_traffic",
          "no_data",
          "stale",
          "unmeasured"
        ],
        "properties": {
          "ok": {
            "type": "integer"
          },
          "at_risk": {
            "type": "integer"
          },
          "burning": {
            "type": "integer"
          },
          "exhausted": {
            "type": "integer"
          },
          "no_traffic": {
            "type": "integer"
          },
          "no_data": {
            "type": "integer"
          },
          "stale": {
            "type": "integer"
          },
          "unmeasured": {
            "type": "integer"
          }
        }
      },
      "FleetSlo": {
        "type": "object",
        "required": [
          "id",
          "title",
          "entityRef",
          "entityTitle",
          "objective",
          "windowText",
          "state"
        ],
        "properties": {
          "id": {
            "type": "string",
            "description": "Unique within its entity."
          },
          "title": {
            "type": "string"
          },
          "entityRef": {
            "type": "string"
          },
          "entityTitle": {
            "type": "string"
          },
          "owner": {
            "type": "string"
          },
          "system": {
            "type": "string"
          },
          "domain": {
            "type": "string"
          },
          "environment": {
            "type": "string",
            "description": "Absent if it names none."
          },
          "objective": {
            "type": "number",
            "description": "Share of good events, 0 to 1."
          },
          "windowText": {
            "type": "string"
          },
          "state": {
            "$ref": "#/components/schemas/SloState"
          },
          "budgetRemaining": {
            "type": "number",
            "description": "Share of the budget: 1 is untouched, below 0 is overspent."
          },
          "currentBurn": {
            "type": "number",
            "description": "Multiple of the rate that uses the budget up in one window."
          },
          "measuredAt": {
            "type": "string",
            "format": "date-time",
            "description": "Newest result; absent when there never was one."
          }
        }
      },
      "FleetSloPage": {
        "type": "object",
        "required": [
          "items",
          "objectives",
          "states",
          "environments",
          "freshness"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/FleetSlo"
            }
          },
          "nextCursor": {
            "type": "string"
          },
          "objectives": {
            "type": "integer",
            "description": "How many there are on all pages."
          },
          "states": {
            "description": "Of all objectives, also of those in other states than were asked for.",
            "allOf": [
              {
                "$ref": "#/components/schemas/SloStateCounts"
              }
            ]
          },
          "environments": {
            "type": "array",
            "description": "Those that could be asked for, in the order of promotion.",
            "items": {
              "type": "string"
            }
          },
          "freshness": {
            "$ref": "#/components/schemas/Freshness"
          }
        }
      },
      "SloGroup": {
        "type": "object",
        "required": [
          "ref",
          "objectives",
          "states"
        ],
        "properties": {
          "ref": {
            "type": "string"
          },
          "objectives": {
            "type": "integer"
          },
          "states": {
            "$ref": "#/components/schemas/SloStateCounts"
          }
        }
      },
      "SloGroupPage": {
        "type": "object",
        "required": [
          "items",
          "groups",
          "ungrouped",
          "states",
          "environments",
          "freshness"
        ],
        "properties": {
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/SloGroup"
            }
          },
          "nextCursor": {
            "type": "string"
          },
          "groups": {
            "type": "integer",
            "description": "How many there are on all pages."
          },
          "ungrouped": {
            "type": "integer",
            "description": "Objectives that are in no group."
          },
          "states": {
            "description": "Of all groups, and of what is in none.",
            "allOf": [
              {
                "$ref": "#/components/schemas/SloStateCounts"
              }
            ]
          },
          "environments": {
            "type": "array",
            "description": "Those that could be asked for, in the order of promotion.",
            "items": {
              "type": "string"
            }
          },
          "freshness": {
            "$ref": "#/components/schemas/Freshness"
          }
        }
      },
      "BurnWindow": {
        "type": "object",
        "required": [
          "longMs",
          "shortMs",
          "factor",
          "severity",
          "firing"
        ],
        "properties": {
          "longMs": {
            "type": "integer"
          },
          "shortMs": {
            "type": "integer"
          },
          "factor": {
            "type": "number",
            "description": "Threshold in multiples of the sustainable burn rate."
          },
          "longBurn": {
            "type": "number"
          },
          "shortBurn": {
            "type": "number"
          },
          "severity": {
            "type": "string",
            "enum": [
              "page",
              "ticket"
            ]
          },
          "firing": {
            "type": "boolean",
            "description": "True when both windows exceed the factor."
          }
        }
      },
      "Slo": {
        "type": "object",
        "required": [
          "id",
          "name",
          "service",
          "objective",
          "windowMs",
          "windowText",
          "state",
          "sentence",
          "burnWindows"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "name": {
            "type": "string"
          },
          "title": {
            "type": "string"
          },
          "description": {
            "type": "string"
          },
          "service": {
            "type": "string"
          },
          "environment": {
            "type": "string",
            "description": "Where the same objective is judged in several apart."
          },
          "objective": {
            "type": "number",
            "description": "Between 0 and 1."
          },
          "windowMs": {
            "type": "integer"
          },
          "windowText": {
            "type": "string",
            "description": "As in the file, for instance 30d."
          },
          "windowKind": {
            "type": "string",
            "enum": [
              "rolling",
              "calendar"
            ],
            "description": "Of a calendar window windowMs is nominal."
          },
          "period": {
            "type": "object",
            "description": "The present period of a calendar window, which the numbers are of.",
            "required": [
              "start",
              "resetsAt",
              "timeZone"
            ],
            "properties": {
              "start": {
                "type": "string",
                "format": "date-time"
              },
              "resetsAt": {
                "type": "string",
                "format": "date-time",
                "description": "When the budget is whole again."
              },
              "timeZone": {
                "type": "string",
                "description": "IANA name."
              }
            }
          },
          "indicator": {
            "type": "string",
            "description": "What counts as good, in words."
          },
          "queries": {
            "type": "array",
            "description": "What counts as good and as an event, as the file has it.",
            "items": {
              "type": "object",
              "required": [
                "role",
                "type",
                "query"
              ],
              "properties": {
                "role": {
                  "type": "string",
                  "enum": [
                    "good",
                    "bad",
                    "total",
                    "raw"
                  ]
                },
                "type": {
                  "type": "string"
                },
                "query": {
                  "type": "string"
                }
              }
            }
          },
          "figures": {
            "type": "array",
            "description": "The query behind each number that a time-series store told.",
            "items": {
              "type": "object",
              "required": [
                "figure",
                "language",
                "query"
              ],
              "properties": {
                "figure": {
                  "type": "string",
                  "enum": [
                    "objective",
                    "errorRatio",
                    "budgetRemaining",
                    "currentBurn",
                    "burnWindows",
                    "eventsPerSecond",
                    "alerts"
                  ]
                },
                "language": {
                  "type": "string"
                },
                "query": {
                  "type": "string"
                }
              }
            }
          },
          "state": {
            "$ref": "#/components/schemas/SloState"
          },
          "sentence": {
            "type": "string",
            "description": "The objective and where it stands, in one sentence."
          },
          "total": {
            "type": "number",
            "description": "Events in the window."
          },
          "bad": {
            "type": "number"
          },
          "errorRatio": {
            "type": "number"
          },
          "budgetRemaining": {
            "type": "number",
            "description": "1 is untouched, 0 is spent, below 0 is overspent."
          },
          "currentBurn": {
            "type": "number",
            "description": "Burn rate over the shortest window."
          },
          "eventsPerSecond": {
            "type": "number"
          },
          "exhaustsInMs": {
            "type": "integer",
            "description": "Time until the budget is empty at the current burn."
          },
          "burnWindows": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/BurnWindow"
            }
          },
          "alerts": {
            "type": "array",
            "description": "Alerts that fire or are about to.",
            "items": {
              "$ref": "#/components/schemas/SloAlert"
            }
          },
          "measuredAt": {
            "type": "string",
            "format": "date-time",
            "description": "Newest measurement used."
          },
          "stateSince": {
            "type": "string",
            "format": "date-time"
          },
          "measuredBy": {
            "type": "object",
            "description": "The source that told the numbers, where it is a time-series store.",
            "required": [
              "id",
              "title"
            ],
            "properties": {
              "id": {
                "type": "string"
              },
              "title": {
                "type": "string"
              }
            }
          },
          "source": {
            "type": "object",
            "description": "The file; absent where only the rules of a store tell of it.",
            "required": [
              "file"
            ],
            "properties": {
              "file": {
                "type": "string"
              },
              "url": {
                "type": "string"
              },
              "line": {
                "type": "integer"
              }
            }
          }
        }
      },
      "SloAlert": {
        "type": "object",
        "required": [
          "name",
          "state"
        ],
        "properties": {
          "name": {
            "type": "string"
          },
          "state": {
            "type": "string",
            "description": "`pending` waits for its condition to hold long enough.",
            "enum": [
              "firing",
              "pending"
            ]
          },
          "severity": {
            "type": "string"
          },
          "runbookUrl": {
            "type": "string"
          }
        }
      },
      "SloProblem": {
        "type": "object",
        "required": [
          "file",
          "message"
        ],
        "properties": {
          "file": {
            "type": "string"
          },
          "line": {
            "type": "integer"
          },
          "column": {
            "type": "integer"
          },
          "key": {
            "type": "string"
          },
          "severity": {
            "type": "string",
            "description": "`error` keeps the document from being used; absent means error.",
            "enum": [
              "error",
              "warning",
              "note"
            ]
          },
          "message": {
            "type": "string"
          },
          "remedy": {
            "type": "string"
          },
          "url": {
            "type": "string"
          }
        }
      },
      "SloHistory": {
        "type": "object",
        "required": [
          "sloId",
          "from",
          "to",
          "stepMs",
          "points",
          "deployments",
          "spending",
          "alerts",
          "incidents"
        ],
        "properties": {
          "sloId": {
            "type": "string"
          },
          "from": {
            "type": "string",
            "format": "date-time"
          },
          "to": {
            "type": "string",
            "format": "date-time"
          },
          "stepMs": {
            "type": "integer"
          },
          "points": {
            "type": "array",
            "items": {
              "type": "object",
              "required": [
                "at"
              ],
              "properties": {
                "at": {
                  "type": "string",
                  "format": "date-time",
                  "description": "End of the step."
                },
                "budgetRemaining": {
                  "type": "number",
                  "description": "Absent where nothing was measured."
                },
                "errorRatio": {
                  "type": "number",
                  "description": "Error ratio within the step; absent without events."
                },
                "total": {
                  "type": "number"
                },
                "bad": {
                  "type": "number"
                }
              }
            }
          },
          "deployments": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Deployment"
            }
          },
          "spending": {
            "type": "array",
            "description": "What was spent of the budget from each of the deployments until the next one that succeeded, dearest first; only where it is worth a word.",
            "items": {
              "type": "object",
              "required": [
                "deploymentId",
                "budgetUsed"
              ],
              "properties": {
                "deploymentId": {
                  "type": "string"
                },
                "budgetUsed": {
                  "type": "number",
                  "description": "Share of the whole budget of the window."
                }
              }
            }
          },
          "alerts": {
            "type": "array",
            "description": "Firings of alerts of the objective that reach into the range.",
            "items": {
              "$ref": "#/components/schemas/Alert"
            }
          },
          "incidents": {
            "type": "array",
            "description": "Incidents of the entity that reach into the range.",
            "items": {
              "$ref": "#/components/schemas/Incident"
            }
          }
        }
      },
      "GateDecision": {
        "type": "string",
        "description": "`slow` lets pass and asks for care, `freeze` asks to wait.",
        "enum": [
          "allow",
          "slow",
          "freeze"
        ]
      },
      "GatePolicy": {
        "type": "object",
        "description": "What an error budget means for deployments.",
        "required": [
          "freezeAtBudget",
          "slowBelowBudget",
          "freezeOnPage",
          "slowOnBurn",
          "whenUnknown"
        ],
        "properties": {
          "freezeAtBudget": {
            "type": "number",
            "description": "Share of the budget at or below which deployments are frozen."
          },
          "slowBelowBudget": {
            "type": "number",
            "description": "Share of the budget below which deployments are slowed."
          },
          "freezeOnPage": {
            "type": "boolean"
          },
          "slowOnBurn": {
            "type": "boolean"
          },
          "whenUnknown": {
            "$ref": "#/components/schemas/GateDecision"
          }
        }
      },
      "GateReason": {
        "type": "object",
        "required": [
          "kind",
          "effect",
          "message"
        ],
        "properties": {
          "kind": {
            "type": "string",
            "enum": [
              "budget_spent",
              "page_firing",
              "budget_low",
              "burning",
              "unknown",
              "no_objectives",
              "override"
            ]
          },
          "effect": {
            "$ref": "#/components/schemas/GateDecision"
          },
          "sloId": {
            "type": "string"
          },
          "message": {
            "type": "string",
            "description": "What is the case, in one sentence."
          },
          "remedy": {
            "type": "string",
            "description": "What to do about it."
          },
          "value": {
            "type": "number",
            "description": "The number that was looked at."
          },
          "limit": {
            "type": "number",
            "description": "What it was compared with."
          }
        }
      },
      "GateOverride": {
        "type": "object",
        "required": [
          "id",
          "entityRef",
          "environment",
          "reason",
          "createdBy",
          "createdAt",
          "until"
        ],
        "properties": {
          "id": {
            "type": "string"
          },
          "entityRef": {
            "type": "string"
          },
          "environment": {
            "type": "string"
          },
          "reason": {
            "type": "string"
          },
          "createdBy": {
            "type": "string",
            "description": "Entity ref of a user."
          },
          "createdAt": {
            "type": "string",
            "format": "date-time"
          },
          "until": {
            "type": "string",
            "format": "date-time"
          },
          "endedAt": {
            "type": "string",
            "format": "date-time",
            "description": "When it was ended before its time."
          },
          "endedBy": {
            "type": "string",
            "description": "Entity ref of a user."
          }
        }
      },
      "EnvironmentGate": {
        "type": "object",
        "required": [
          "environment",
          "decision",
          "byPolicy",
          "reasons"
        ],
        "properties": {
          "environment": {
            "type": "string"
          },
          "decision": {
            "$ref": "#/components/schemas/GateDecision"
          },
          "byPolicy": {
            "description": "What it would be without an override.",
            "allOf": [
              {
                "$ref": "#/components/schemas/GateDecision"
              }
            ]
          },
          "reasons": {
            "type": "array",
            "description": "Those that weigh most first; an override before all others.",
            "items": {
              "$ref": "#/components/schemas/GateReason"
            }
          },
          "override": {
            "$ref": "#/components/schemas/GateOverride"
          }
        }
      },
      "EntityGates": {
        "type": "object",
        "required": [
          "entityRef",
          "items",
          "policy",
          "longestOverrideMs",
          "freshness"
        ],
        "properties": {
          "entityRef": {
            "type": "string"
          },
          "items": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/EnvironmentGate"
            }
          },
          "policy": {
            "$ref": "#/components/schemas/GatePolicy"
          },
          "longestOverrideMs": {
            "type": "integer",
            "description": "How long an override may hold at most."
          },
          "freshness": {
            "$ref": "#/components/schemas/Freshness"
          }
        }
      },
      "DeploymentGate": {
        "type": "object",
        "required": [
          "entityRef",
          "environment",
          "decision",
          "byPolicy",
          "reasons",
          "policy",
          "longestOverrideMs",
          "slos",
          "freshness"
        ],
        "properties": {
          "entityRef": {
            "type": "string"
          },
          "environment": {
            "type": "string"
          },
          "decision": {
            "$ref": "#/components/schemas/GateDecision"
          },
          "byPolicy": {
            "description": "What it would be without an override.",
            "allOf": [
              {
                "$ref": "#/components/schemas/GateDecision"
              }
            ]
          },
          "reasons": {
            "type": "array",
            "description": "Those that weigh most first; an override before all others.",
            "items": {
              "$ref": "#/components/schemas/GateReason"
            }
          },
          "policy": {
            "$ref": "#/components/schemas/GatePolicy"
          },
          "longestOverrideMs": {
            "type": "integer",
            "description": "How long an override may hold at most."
          },
          "slos": {
            "type": "array",
            "description": "The objectives that were looked at.",
            "items": {
              "type": "object",
              "required": [
                "id",
                "title",
                "state",
                "objective",
                "windowText"
              ],
              "properties": {
                "id": {
                  "type": "string"
                },
                "title": {
                  "type": "string"
                },
                "state": {
                  "$ref": "#/components/schemas/SloState"
                },
                "objective": {
                  "type": "number"
                },
                "windowText": {
                  "type": "string"
                },
                "budgetRemaining": {
                  "type": "number"
                },
                "currentBurn": {
                  "type": "number"
                },
                "measuredAt": {
                  "type": "string",
                  "format": "date-time"
                }
              }
            }
          },
          "override": {
            "$ref": "#/components/schemas/GateOverride"
          },
          "freshness": {
            "$ref": "#/components/schemas/Freshness"
          }
        }
      }
    }
  }
};
