import { createHmac } from "node:crypto";
import type { Contract } from "../contract/contract.ts";
import { simpleOrganisation } from "../json/basic.ts";
import { repositoryBody } from "../json/repository.ts";
import type { Installation } from "../world/types.ts";
import { covers, type Emitted, type World } from "../world/world.ts";
import { type Sent, sendWebhook } from "./send.ts";

/** GitHub shows deliveries of the last three days. */
const keptMs = 3 * 24 * 3_600_000;

/** One attempt to deliver a webhook. A redelivery is another one with the same GUID. */
export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly redelivery: boolean;
  readonly at: number;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** `null`: not over yet. */
  result: Sent | null;
}

/** What becomes of a delivery on its way. */
export type Fate =
  | { readonly kind: "arrives"; readonly afterMs: number }
  | { readonly kind: "twice"; readonly afterMs: number; readonly againAfterMs: number }
  /** Stands among the deliveries as failed. */
  | { readonly kind: "lost" }
  /** Was never made: nobody can find it but by looking at the pull request. */
  | { readonly kind: "vanished" };

export interface HookOptions {
  readonly secret: string;
  /** `null`: nobody listens yet; deliveries fail. */
  url: string | null;
  readonly timeoutMs: number;
  readonly fate: (guid: string, ordinal: number) => Fate;
}

/** Events that every App gets, whatever it has subscribed to. */
const always = new Set([
  "installation",
  "installation_repositories",
  "installation_target",
  "github_app_authorization",
  "ping",
]);

/** Sends webhooks as GitHub does: at once, in any order, once, with ten seconds to answer. */
export class Hooks {
  readonly deliveries: Delivery[] = [];
  readonly options: HookOptions;
  private readonly world: World;
  private readonly contract: Contract;
  private readonly waiting = new Map<ReturnType<typeof setTimeout>, () => void>();
  private underWay = 0;
  private count = 0;

  constructor(world: World, contract: Contract, options: HookOptions) {
    this.world = world;
    this.contract = contract;
    this.options = options;
  }

  /** Whether a delivery is held back or on its way. */
  get busy(): boolean {
    return this.waiting.size > 0 || this.underWay > 0;
  }

  emit(emitted: Emitted): void {
    for (const installation of this.receivers(emitted)) this.deliver(emitted, installation);
  }

  /** Lets everything that was held back go now. */
  release(): void {
    for (const [timer, send] of [...this.waiting]) {
      clearTimeout(timer);
      this.waiting.delete(timer);
      send();
    }
  }

  kept(): readonly Delivery[] {
    const oldest = this.world.now() - keptMs;
    return this.deliveries.filter((delivery) => delivery.at > oldest);
  }

  redeliver(delivery: Delivery): void {
    this.attempt(
      {
        ...delivery,
        id: this.world.nextId("delivery"),
        redelivery: true,
        at: this.world.now(),
        result: null,
      },
      0,
    );
  }

  close(): void {
    for (const timer of this.waiting.keys()) clearTimeout(timer);
    this.waiting.clear();
  }

  private receivers(emitted: Emitted): readonly Installation[] {
    if (emitted.installation !== null) return [emitted.installation];
    const { repository, account, event } = emitted;
    return [...this.world.installations.values()].filter(
      (installation) =>
        !installation.suspended &&
        installation.account.id === (repository?.owner ?? account)?.id &&
        (repository === null || covers(installation, repository)) &&
        (always.has(event) || installation.events.includes(event)),
    );
  }

  private deliver(emitted: Emitted, installation: Installation): void {
    const { event, action, repository } = emitted;
    const organisation = installation.organisation;
    const body = {
      ...(action === null ? {} : { action }),
      ...(repository === null || "repository" in emitted.body
        ? {}
        : { repository: repositoryBody(this.world, repository) }),
      ...(organisation === null ? {} : { organization: simpleOrganisation(this.world, organisation) }),
      installation: {
        id: installation.id,
        node_id: Buffer.from(`installation:${installation.id}`).toString("base64"),
      },
      ...emitted.body,
    };
    this.contract.webhook([event, ...(action === null ? [] : [action])].join("-").replaceAll("_", "-"), body);
    this.count += 1;
    const guid = guidOf(this.count);
    const fate = this.options.fate(guid, this.count);
    if (fate.kind === "vanished") return;
    const bytes = Buffer.from(JSON.stringify(body));
    const delivery: Delivery = {
      id: this.world.nextId("delivery"),
      guid,
      event,
      action,
      installationId: installation.id,
      repositoryId: repository?.id ?? null,
      redelivery: false,
      at: this.world.now(),
      body: bytes,
      headers: this.headersOf(event, guid, bytes),
      result: null,
    };
    if (fate.kind === "lost") {
      this.deliveries.push({
        ...delivery,
        result: { status: 0, statusText: "failed to connect to host", durationMs: 0, headers: {}, body: "" },
      });
      return;
    }
    this.attempt(delivery, fate.afterMs);
    if (fate.kind === "twice")
      this.attempt({ ...delivery, id: this.world.nextId("delivery") }, fate.againAfterMs);
  }

  private headersOf(event: string, guid: string, body: Buffer): Readonly<Record<string, string>> {
    const sign = (algorithm: string): string =>
      createHmac(algorithm, this.options.secret).update(body).digest("hex");
    return {
      Accept: "*/*",
      "Content-Type": "application/json",
      "User-Agent": "GitHub-Hookshot/5ek1540",
      "X-GitHub-Delivery": guid,
      "X-GitHub-Event": event,
      "X-GitHub-Hook-ID": "510015",
      "X-GitHub-Hook-Installation-Target-ID": String(this.world.app.id),
      "X-GitHub-Hook-Installation-Target-Type": "integration",
      "X-Hub-Signature": `sha1=${sign("sha1")}`,
      "X-Hub-Signature-256": `sha256=${sign("sha256")}`,
    };
  }

  private attempt(delivery: Delivery, afterMs: number): void {
    this.deliveries.push(delivery);
    const send = (): void => void this.send(delivery);
    if (afterMs <= 0) {
      send();
      return;
    }
    const timer = setTimeout(() => {
      this.waiting.delete(timer);
      send();
    }, afterMs);
    this.waiting.set(timer, send);
  }

  private async send(delivery: Delivery): Promise<void> {
    this.underWay += 1;
    try {
      delivery.result = await sendWebhook(
        this.options.url,
        delivery.headers,
        delivery.body,
        this.options.timeoutMs,
      );
    } finally {
      this.underWay -= 1;
    }
  }
}

/** Counted, so that two runs of a story have the same. */
function guidOf(count: number): string {
  return `5ed15400-0000-4000-8000-${count.toString(16).padStart(12, "0")}`;
}
