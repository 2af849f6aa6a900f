export interface Config {
  devops?: {
    providers?: {
      /**
       * Doors of the push API by id: lower-case letters, digits and hyphens,
       * unique among all sources. The id is part of the path,
       * `/api/devops/webhooks/push/<id>`. Without the key nothing can be
       * pushed.
       */
      push?: {
        [id: string]: {
          /**
           * Who may push: at least one. Several while a token is being
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
             * Globs of the entities that the token may write, for instance
             * `component:payments/*`. Default: all entities.
             */
            entities?: string[];
          }>;
        };
      };
    };
  };
}
