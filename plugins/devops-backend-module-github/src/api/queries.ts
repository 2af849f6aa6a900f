/** 100 deployments cost one point of the 5,000 of an hour. */
export const STATUSES_QUERY = `
query ($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Deployment {
      id
      statuses(first: 30) {
        nodes {
          state
          environment
          environmentUrl
          logUrl
          createdAt
          updatedAt
        }
      }
    }
  }
}`;

/** A page costs one point: four lists of 25 pull requests. */
export const PULLS_QUERY = `
query ($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(
      first: 25
      after: $after
      orderBy: { field: UPDATED_AT, direction: DESC }
    ) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number
        title
        state
        createdAt
        updatedAt
        mergedAt
        closedAt
        url
        headRefName
        baseRefName
        mergeCommit { oid }
        author { login url __typename }
        labels(first: 20) { nodes { name } }
        commits(first: 100) {
          nodes {
            commit {
              oid
              message
              authoredDate
              committedDate
              url
              author { name }
            }
          }
        }
        reviews(first: 50) {
          nodes { state submittedAt author { login __typename } }
        }
        files(first: 100) { nodes { path } }
      }
    }
  }
}`;
