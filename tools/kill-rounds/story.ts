import type { StandIn } from "../../test/github/stand-in.ts";
import { baseFilesOf } from "./files.ts";
import { type Life, lifeFrom, type Step, type Work } from "./lives.ts";
import type { Random } from "./random.ts";

/** Pull requests that are worked on at a time: enough that several are in hand whenever the process dies. */
const slotsCount = 5;
/** Over how long the steps of a round are spread, so that some come before and some after the moment of death. */
const spreadMs = 900;
/**
 * What may be written in a minute and in an hour is counted for each organisation. With few of them, the App would wait
 * for its turn most of the time, and the longer, the less often it was killed.
 */
const organisations = Array.from({ length: 8 }, (_, index) => `acme-${index + 1}`);

/** A step with its place in the round. */
export interface PlannedStep {
  readonly step: Step;
  readonly slot: number;
  readonly atMs: number;
}

interface Slot {
  life: Life;
  next: number;
}

/** Says for each round who does what: the same for the same seed, whatever the App does. */
export class Story {
  private readonly random: Random;
  private readonly slots: Slot[];

  constructor(random: Random) {
    this.random = random;
    this.slots = Array.from({ length: slotsCount }, () => ({ life: lifeFrom(random), next: 0 }));
  }

  /** In the order of time. The first comes at once. */
  nextRound(): readonly PlannedStep[] {
    const planned = this.slots.map((slot, index) => {
      if (slot.next === slot.life.length) {
        slot.life = lifeFrom(this.random);
        slot.next = 0;
      }
      const step = slot.life[slot.next];
      slot.next += 1;
      return { step, slot: index, atMs: this.random.below(spreadMs) };
    });
    const first = Math.min(...planned.map(({ atMs }) => atMs));
    return planned
      .flatMap(({ step, ...rest }) =>
        step === undefined ? [] : [{ ...rest, step, atMs: rest.atMs - first }],
      )
      .toSorted((left, right) => left.atMs - right.atMs || left.slot - right.slot);
  }
}

/** One run of the story, on a GitHub of its own. */
export class Run {
  readonly standIn: StandIn;
  private readonly works = new Map<number, Work>();
  private branches = 0;

  constructor(standIn: StandIn) {
    this.standIn = standIn;
  }

  /** The organisations, their people and repositories. */
  async begin(): Promise<void> {
    const { acts } = this.standIn;
    for (const login of organisations) {
      await acts.createOrganisation({ login });
      await acts.createTeam({ team: `${login}/sre`, members: ["sam", "sue"] });
      await acts.createTeam({ team: `${login}/payments`, members: ["pat", "dev"] });
      const files = baseFilesOf(login);
      const teams = { sre: "push", payments: "push" } as const;
      await acts.createRepository({ name: `${login}/infra`, files, teams });
      await acts.install({ account: login });
    }
  }

  async take({ step, slot }: PlannedStep): Promise<void> {
    if (step.what.startsWith("open ")) {
      const organisation = organisations[this.branches % organisations.length];
      this.branches += 1;
      const repository = `${organisation}/infra`;
      this.works.set(slot, { repository, branch: `change/${this.branches}`, number: 0 });
    }
    const work = this.works.get(slot);
    if (work === undefined) throw new Error(`Nobody opened the pull request of slot ${slot}.`);
    await step.run(this.standIn, work);
  }
}
