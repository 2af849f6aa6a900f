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
                    "freshness"
                  ],
                  "properties": {
                    "items": {
                      "type": "array",
                      "items": {
                        "$ref": "#/components/schemas/Slo"
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
    }
  },
  "components": {
    "parameters": {
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
                "logs",
                "control",
                "measurements"
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
          "burnWindows",
          "source"
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
          "indicator": {
            "type": "string",
            "description": "What counts as good, in words."
          },
          "queries": {
            "type": "array",
            "description": "What the numbers were computed from.",
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
          "measuredAt": {
            "type": "string",
            "format": "date-time",
            "description": "Newest measurement used."
          },
          "stateSince": {
            "type": "string",
            "format": "date-time"
          },
          "source": {
            "type": "object",
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
          "deployments"
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
          }
        }
      }
    }
  }
};
