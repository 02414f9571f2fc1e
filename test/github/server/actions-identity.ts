import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import type { Repository, WorkflowRun } from "../world/types.ts";
import type { World } from "../world/world.ts";

/** Where a GitHub Enterprise Server has the identities of its workflows. */
export const identityPath = "/_services/token";

/** GitHub's: https://docs.github.com/actions/reference/security/oidc */
const tokenSeconds = 300;
const notBeforeSeconds = 300;

interface Keys {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export interface TokenGiven {
  readonly repository: Repository;
  readonly run: WorkflowRun;
  readonly audience: string;
  readonly number?: number | undefined;
  readonly claims?: Readonly<Record<string, string | number>> | undefined;
}

/** The identities that GitHub Actions gives to jobs, and the keys that others check them with. */
export class ActionsIdentity {
  hidden = false;
  private readonly known: Keys[] = [];

  token(world: World, given: TokenGiven): string {
    return signed(this.current(), claimsOf(world, given));
  }

  /** The same claims, and a signature by somebody else under the name of our key. */
  forged(token: string): string {
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    return signed({ ...keyPair(), id: this.current().id }, claims);
  }

  changeKeys(): void {
    this.known.push(keyPair());
  }

  /** `null`: nothing answers. */
  keySet(): { readonly keys: readonly unknown[] } | null {
    if (this.hidden) return null;
    this.current();
    const keys = this.known.map(({ id, publicKey }) => ({
      ...publicKey.export({ format: "jwk" }),
      kid: id,
      use: "sig",
      alg: "RS256",
    }));
    return { keys };
  }

  private current(): Keys {
    const last = this.known.at(-1);
    if (last !== undefined) return last;
    this.changeKeys();
    return this.current();
  }
}

function keyPair(): Keys {
  return { id: randomUUID(), ...generateKeyPairSync("rsa", { modulusLength: 2048 }) };
}

function signed({ id, privateKey }: Keys, claims: unknown): string {
  const parts = [{ typ: "JWT", alg: "RS256", kid: id }, claims];
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${text}.${sign("RSA-SHA256", Buffer.from(text), privateKey).toString("base64url")}`;
}

function claimsOf(world: World, { repository, run, audience, number, claims }: TokenGiven): unknown {
  const now = Math.floor(world.now() / 1000);
  const name = `${repository.owner.login}/${repository.name}`;
  const ref = number === undefined ? `refs/heads/${run.branch}` : `refs/pull/${number}/merge`;
  return {
    jti: randomUUID(),
    sub: number === undefined ? `repo:${name}:ref:${ref}` : `repo:${name}:pull_request`,
    aud: audience,
    ref,
    // Of a pull request GitHub names the commit that would come of merging it.
    sha: number === undefined ? run.head : createHash("sha1").update(`${run.head} merged`).digest("hex"),
    repository: name,
    repository_owner: repository.owner.login,
    repository_owner_id: String(repository.owner.id),
    repository_id: String(repository.id),
    repository_visibility: repository.private ? "private" : "public",
    run_id: String(run.id),
    run_number: "1",
    run_attempt: String(run.attempt),
    runner_environment: "github-hosted",
    actor: run.by.login,
    actor_id: String(run.by.id),
    workflow: run.name,
    workflow_ref: `${name}/${run.workflow}@${ref}`,
    workflow_sha: run.head,
    job_workflow_ref: `${name}/${run.workflow}@${ref}`,
    job_workflow_sha: run.head,
    head_ref: number === undefined ? "" : run.branch,
    base_ref: number === undefined ? "" : repository.defaultBranch,
    event_name: run.event,
    ref_type: "branch",
    ref_protected: "false",
    iss: `${world.origin}${identityPath}`,
    nbf: now - notBeforeSeconds,
    iat: now,
    exp: now + tokenSeconds,
    ...claims,
  };
}
