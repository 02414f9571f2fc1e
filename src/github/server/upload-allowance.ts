import { Allowance } from "../transport/allowance.ts";

/** A busy organisation pushes twice a minute, and plans a dozen roots each time. */
const uploadsPerMinute = 60;
/** Reading 512 MB takes a processor a minute: a tenth of what a server of two has in that time. */
const bytesPerTenMinutes = 512 * 1024 * 1024;
/** Accounts that are remembered; whoever was silent longest is forgotten first. */
const accountsMax = 10_000;

interface Spent {
  readonly uploads: Allowance;
  readonly bytes: Allowance;
}

/** What workflows of one account, which is one installation, may send. */
export class UploadAllowance {
  readonly #accounts = new Map<number, Spent>();
  readonly #now: () => number;

  /** `now`: milliseconds that only grow. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts an upload. Milliseconds until it may come; 0: now, and it is counted. */
  take(account: number, bytes: number): number {
    const now = this.#now();
    const spent = this.#of(account);
    const waitMs = Math.max(spent.uploads.waitMs(1, now), spent.bytes.waitMs(bytes, now));
    if (waitMs > 0) return waitMs;
    spent.uploads.spend(1, now);
    spent.bytes.spend(bytes, now);
    return 0;
  }

  #of(account: number): Spent {
    const known = this.#accounts.get(account) ?? {
      uploads: new Allowance(uploadsPerMinute, 60_000),
      bytes: new Allowance(bytesPerTenMinutes, 600_000),
    };
    this.#accounts.delete(account);
    this.#accounts.set(account, known);
    const [oldest] = this.#accounts.keys();
    if (this.#accounts.size > accountsMax && oldest !== undefined) this.#accounts.delete(oldest);
    return known;
  }
}
