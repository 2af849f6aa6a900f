export interface Config {
  devops?: {
    providers?: {
      /**
       * Doors for CDEvents by id: lower-case letters, digits and hyphens,
       * unique among all sources. The id is part of the path,
       * `/api/devops/webhooks/cdevents/<id>`. Without the key no CDEvents are
       * taken.
       */
      cdevents?: {
        [id: string]: {
          /**
           * Who may send events: at least one. Several while a token is being
           * replaced, or one for each sender.
           */
          tokens: Array<{
            /** Shown in the audit log. Unique within the list. */
            name: string;
            /**
             * Sent as `Authorization: Bearer <token>`; at least 16 characters.
             * @visibility secret
             */
            token: string;
            /**
             * Globs of what the events of the token may name: sources such as
             * `/tekton/payments/**`, and entities such as
             * `component:payments/*` where events name one.
             * Default: everything.
             */
            scopes?: string[];
          }>;
        };
      };
    };
  };
}
