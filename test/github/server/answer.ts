import type { Account, Installation, Repository } from "../world/types.ts";

/** Who calls. */
export type Caller =
  | { readonly kind: "app" }
  | {
      readonly kind: "installation";
      readonly token: string;
      readonly installation: Installation;
      readonly permissions: Readonly<Record<string, string>>;
      /** `null`: every repository of the installation. */
      readonly repositories: ReadonlySet<number> | null;
    }
  | { readonly kind: "user"; readonly account: Account }
  | { readonly kind: "anonymous" };

export interface Answer {
  readonly status: number;
  /** `undefined`: no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** GitHub's no, with the words that GitHub has for it. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly unknown[] | undefined;
  constructor(
    status: number,
    message: string,
    also: { readonly headers?: Readonly<Record<string, string>>; readonly errors?: readonly unknown[] } = {},
  ) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.headers = also.headers ?? {};
    this.errors = also.errors;
  }

  answer(): Answer {
    const { status, message, headers } = this;
    const body = {
      message,
      ...(this.errors === undefined ? {} : { errors: this.errors }),
      documentation_url: "https://docs.github.com/rest",
      status: String(status),
    };
    return { status, headers, body };
  }
}

export function notFound(): Refusal {
  return new Refusal(404, "Not Found");
}

export function notAccessible(): Refusal {
  return new Refusal(403, "Resource not accessible by integration");
}

export function invalid(message: string, errors: readonly unknown[] = []): Refusal {
  return new Refusal(422, message, { errors });
}

/** GitHub does not tell that there is what the caller may not see. */
export function maySee(caller: Caller, repository: Repository): boolean {
  switch (caller.kind) {
    case "installation":
      return installationSees(caller, repository);
    case "user":
      return !repository.private || userSees(caller.account, repository);
    case "app":
      return false;
    case "anonymous":
      return !repository.private;
  }
}

function installationSees(
  caller: Caller & { readonly kind: "installation" },
  repository: Repository,
): boolean {
  const { installation, repositories } = caller;
  if (installation.account.id !== repository.owner.id) return !repository.private;
  if (repositories !== null && !repositories.has(repository.id)) return !repository.private;
  return (
    installation.repositories === null || installation.repositories.has(repository.id) || !repository.private
  );
}

export function userSees(account: Account, repository: Repository): boolean {
  if (repository.owner.id === account.id || repository.collaborators.has(account.id)) return true;
  return repository.organisation?.members.has(account.id) === true;
}
