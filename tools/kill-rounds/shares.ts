import type { AppProcess } from "./app-process.ts";

/** How several processes shared the work, by what each of them counts: a process begins anew when it is started. */
export class Shares {
  private readonly apps: readonly AppProcess[];
  private readonly counted: { pid: number; jobs: number; before: number }[];

  constructor(apps: readonly AppProcess[]) {
    this.apps = apps;
    this.counted = apps.map(() => ({ pid: 0, jobs: 0, before: 0 }));
  }

  /** Asks every process. What one did between the last question and its death is not counted. */
  async count(): Promise<void> {
    for (const [index, app] of this.apps.entries()) {
      const jobs = await app.jobsDone();
      const known = this.counted[index];
      if (jobs === null || known === undefined) continue;
      if (known.pid !== app.pid) known.before += known.jobs;
      known.pid = app.pid;
      known.jobs = jobs;
    }
  }

  /** `412 (48 %), 446 (52 %)`. */
  toString(): string {
    const jobs = this.counted.map((one) => one.before + one.jobs);
    const sum = jobs.reduce((total, each) => total + each, 0);
    return jobs.map((each) => `${each} (${Math.round((100 * each) / Math.max(1, sum))} %)`).join(", ");
  }
}
