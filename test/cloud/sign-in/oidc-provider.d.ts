/** The part of `oidc-provider` 9 that the simulation uses; the package ships no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export type Session = {
    uid: string;
    accountId?: string;
    amr?: string[];
    loginTs?: number;
    transient?: boolean;
    state?: Record<string, unknown>;
    grantIdFor(clientId: string): string | undefined;
  };

  export type Grant = {
    jti: string;
    accountId: string;
    addOIDCScope(scope: string): void;
    addResourceScope(resource: string, scope: string): void;
    save(ttlSeconds?: number): Promise<string>;
  };

  export type InteractionResult = {
    login?: { accountId: string; amr?: string[]; remember?: boolean; ts?: number };
    select_account?: Record<string, never>;
    consent?: Record<string, never>;
    access?: { mfaTenantId: string };
    error?: string;
    error_description?: string;
  };

  export type Interaction = {
    uid: string;
    returnTo: string;
    prompt: { name: string; reasons: string[]; details: Record<string, unknown> };
    params: Record<string, string | undefined>;
    session?: { accountId: string; uid: string; amr?: string[] };
    lastSubmission?: InteractionResult;
  };

  export type OidcContext = {
    req: IncomingMessage;
    res: ServerResponse;
    body: unknown;
    type: string;
    status: number;
    set(name: string, value: string): void;
    oidc: {
      route: string;
      params: Record<string, string | undefined>;
      body?: Record<string, string | undefined>;
      prompts: Set<string>;
      session: Session;
      result?: InteractionResult;
      client: { clientId: string; grantTypeAllowed(type: string): boolean };
      account?: { accountId: string };
      entities: Record<string, { scope?: string; sessionUid?: string } | undefined>;
    };
  };

  export type TokenPayload = { payload: Record<string, unknown>; header?: unknown };

  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    callback(): (req: IncomingMessage, res: ServerResponse) => Promise<void>;
    on(event: string, listener: (...values: never[]) => void): this;
    interactionDetails(req: IncomingMessage, res: ServerResponse): Promise<Interaction>;
    interactionResult(
      req: IncomingMessage,
      res: ServerResponse,
      result: InteractionResult,
      options?: { mergeWithLastSubmission?: boolean },
    ): Promise<string>;
    Grant: {
      new (values: { accountId: string; clientId: string }): Grant;
      find(id: string): Promise<Grant | undefined>;
    };
  }

  export namespace interactionPolicy {
    class Check {
      constructor(
        reason: string,
        description: string,
        error: string,
        check: (context: OidcContext) => boolean | Promise<boolean>,
        details?: (context: OidcContext) => Record<string, unknown>,
      );
      description: string;
      static REQUEST_PROMPT: true;
      static NO_NEED_TO_PROMPT: false;
    }
    class Prompt {
      constructor(
        options: { name: string; requestable: boolean },
        details: (context: OidcContext) => Record<string, unknown>,
        ...checks: Check[]
      );
      checks: { add(check: Check): void; get(reason: string): Check | undefined };
    }
    function base(): Prompt[] & {
      get(name: string): Prompt;
      remove(name: string): void;
      add(prompt: Prompt, index?: number): void;
    };
  }

  export namespace errors {
    class OIDCProviderError extends Error {
      error: string;
      error_description?: string;
    }
    class CustomOIDCProviderError extends OIDCProviderError {
      constructor(error: string, description: string);
    }
    class InvalidGrant extends OIDCProviderError {
      constructor(detail?: string);
    }
  }
}
