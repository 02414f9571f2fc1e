import { traffic, trafficPath, workload, workloadPath } from "../../test/app/estate.ts";
import type { StandIn } from "../../test/github/stand-in.ts";

import type { Random } from "./random.ts";

/** A pull request that somebody in the story works on. Branch and number are the same in every run. */
export interface Work {
  readonly repository: string;
  readonly branch: string;
  /** 0 until it is open. */
  number: number;
}

/** Something that a person does. What it leads to must not hang on what the App has seen of the steps before. */
export interface Step {
  readonly what: string;
  readonly run: (standIn: StandIn, work: Work) => Promise<void>;
}

/** The life of one pull request: one step in each round, and the App comes to rest in between. */
export type Life = readonly Step[];

/** Exceptions may last ninety days. */
const waivedUntil = new Date(Date.now() + 60 * 24 * 3_600_000).toISOString().slice(0, 10);

type Files = Readonly<Record<string, string>>;

function open(what: string, files: Files): Step {
  return {
    what: `open ${what}`,
    run: async ({ acts }, work) => {
      const { repository, branch } = work;
      const { number } = await acts.openPull({ repository, by: "dev", head: branch, title: what, files });
      work.number = number;
    },
  };
}

/** Several at once: the App sees some of them or only the last. */
function push(what: string, ...commits: readonly Files[]): Step {
  return {
    what: `push ${what}`,
    run: async ({ acts }, { repository, branch }) => {
      for (const files of commits)
        await acts.push({ repository, branch, by: "dev", commits: [{ files, message: what }] });
    },
  };
}

function comment(by: string, ...bodies: readonly string[]): Step {
  return {
    what: `comment ${bodies[0]?.split("\n")[0] ?? ""}`,
    run: async ({ acts }, { repository, number }) => {
      for (const body of bodies) await acts.comment({ repository, number, by, body });
    },
  };
}

function approve(by: string): Step {
  return {
    what: `approve by ${by}`,
    run: async ({ acts }, { repository, number }) => {
      await acts.approve({ repository, number, by });
    },
  };
}

function draft(is: boolean): Step {
  return {
    what: is ? "make it a draft" : "make it ready",
    run: async ({ acts }, { repository, number }) =>
      acts.setDraft({ repository, number, by: "dev", draft: is }),
  };
}

const close: Step = {
  what: "close",
  run: async ({ acts }, { repository, number }) => acts.closePull({ repository, number, by: "dev" }),
};

/** The number of the exception stands in the App's comment, and every run has its own. */
const grant: Step = {
  what: "grant the exception",
  run: async ({ acts, look }, { repository, number }) => {
    const { ours } = await look.pull({ repository, number });
    const id = /\bW-\d+\b/.exec(ours[0]?.body ?? "")?.[0] ?? "W-0";
    await acts.comment({ repository, number, by: "sue", body: `/sekisho approve ${id}` });
  },
};

/** Harmless, then talked about, then hidden and shown again. */
function harmless(random: Random): Life {
  const text = () => ({ "docs/run.md": `How to run it, take ${random.below(1_000_000)}.\n` });
  return [
    open("docs", text()),
    push("docs", text(), text()),
    comment("dev", "/sekisho recheck", "Nothing for the App.", "/sekisho dance"),
    draft(true),
    push("docs", text()),
    draft(false),
    close,
  ];
}

/** Approved, changed where it does not matter, changed where it does, approved anew. */
function risky(random: Random): Life {
  const green = 60 + random.below(20);
  return [
    open("a shift of traffic", { [trafficPath]: traffic(green) }),
    comment("dev", "/sekisho explain CHG-010", "/sekisho confirm"),
    approve("sam"),
    push("docs beside it", { "docs/run.md": `Traffic moves, ${random.below(1_000_000)}.\n` }),
    push("a larger shift", { [trafficPath]: traffic(green + 10) }, { [trafficPath]: traffic(green + 15) }),
    approve("pat"),
    approve("sue"),
    close,
  ];
}

/** Wrong, wrong in another way, excepted, and put right. */
function wrong(random: Random): Life {
  const memory = 16 + random.below(16);
  return [
    open("too much memory", { [workloadPath]: workload(`${memory}Gi`) }),
    push("still too much memory", { [workloadPath]: workload(`${memory + 1}Gi`) }),
    comment("dev", `/sekisho waive RES-004 until ${waivedUntil} because the load test needs it`),
    grant,
    push("little memory", { [workloadPath]: workload("3Gi") }),
    close,
  ];
}

export function lifeFrom(random: Random): Life {
  return random.pick([harmless, risky, wrong])(random);
}
