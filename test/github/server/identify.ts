import { createPublicKey, type KeyObject, randomBytes, verify } from "node:crypto";
import type { Installation } from "../world/types.ts";
import type { World } from "../world/world.ts";
import { type Caller, Refusal } from "./answer.ts";

/** GitHub's limits: https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app */
const jwtLifeSecondsMax = 600;
const clockSkewSecondsMax = 60;
const tokenLifeMs = 3_600_000;

interface Grant {
  readonly installation: Installation;
  readonly permissions: Readonly<Record<string, string>>;
  readonly repositories: ReadonlySet<number> | null;
  readonly expiresAt: number;
}

/** Tells who calls, by JWT, installation token or a user's token. */
export class Identities {
  private readonly world: World;
  private readonly key: KeyObject;
  private readonly grants = new Map<string, Grant>();
  private readonly users = new Map<string, number>();
  private readonly clientId: string;

  constructor(world: World, publicKey: string, clientId: string) {
    this.world = world;
    this.key = createPublicKey(publicKey);
    this.clientId = clientId;
  }

  grant(
    installation: Installation,
    permissions: Readonly<Record<string, string>>,
    repositories: ReadonlySet<number> | null,
  ): { readonly token: string; readonly expiresAt: number } {
    const token = `ghs_${randomBytes(18).toString("hex")}`;
    const expiresAt = this.world.now() + tokenLifeMs;
    this.grants.set(token, { installation, permissions, repositories, expiresAt });
    return { token, expiresAt };
  }

  revoke(token: string): void {
    this.grants.delete(token);
  }

  /** A personal token, as `--pull` takes it. */
  userToken(accountId: number): string {
    const token = `ghp_${randomBytes(18).toString("hex")}`;
    this.users.set(token, accountId);
    return token;
  }

  /** Throws 401 where the credentials are no good, 403 where the installation is suspended. */
  identify(header: string | undefined): Caller {
    if (header === undefined) return { kind: "anonymous" };
    const [scheme = "", value = ""] = header.split(" ");
    if (scheme.toLowerCase() === "basic") {
      const text = Buffer.from(value, "base64").toString("utf8");
      return this.byToken(text.slice(text.indexOf(":") + 1));
    }
    return value.split(".").length === 3 ? this.byJwt(value) : this.byToken(value);
  }

  byToken(token: string): Caller {
    const user = this.world.accounts.get(this.users.get(token) ?? -1);
    if (user !== undefined) return { kind: "user", account: user };
    const grant = this.grants.get(token);
    if (grant === undefined || grant.expiresAt <= this.world.now()) throw new Refusal(401, "Bad credentials");
    if (!this.world.installations.has(grant.installation.id)) throw new Refusal(401, "Bad credentials");
    if (grant.installation.suspended) throw new Refusal(403, "This installation has been suspended");
    return { kind: "installation", token, ...grant };
  }

  private byJwt(jwt: string): Caller {
    const [head = "", payload = "", signature = ""] = jwt.split(".");
    const header = decoded(head);
    const good =
      header["alg"] === "RS256" &&
      verify("sha256", Buffer.from(`${head}.${payload}`), this.key, Buffer.from(signature, "base64url"));
    if (!good) throw new Refusal(401, "A JSON web token could not be decoded");
    const { iss, iat, exp } = decoded(payload);
    const now = Math.floor(this.world.now() / 1000);
    if (String(iss) !== String(this.world.app.id) && iss !== this.clientId)
      throw new Refusal(401, "Integration not found");
    if (typeof iat !== "number" || iat > now + clockSkewSecondsMax)
      throw new Refusal(
        401,
        "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
      );
    if (typeof exp !== "number" || exp <= now)
      throw new Refusal(
        401,
        "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
      );
    if (exp > now + jwtLifeSecondsMax)
      throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future");
    return { kind: "app" };
  }
}

function decoded(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    if (typeof value === "object" && value !== null) return { ...value };
  } catch {}
  throw new Refusal(401, "A JSON web token could not be decoded");
}
