import { Random } from "./random.ts";

/** What happens to one pull request. Who may do what is decided by the App, not here. */
export type Step =
  | { readonly kind: "push"; readonly memory: Memory; readonly green: number; readonly force: boolean }
  | { readonly kind: "approve"; readonly by: Reviewer }
  | { readonly kind: "request-changes"; readonly by: Reviewer }
  | { readonly kind: "dismiss"; readonly by: Reviewer }
  | { readonly kind: "draft"; readonly draft: boolean }
  | { readonly kind: "close-and-reopen" }
  | { readonly kind: "comment" };

export type Memory = "4Gi" | "6Gi" | "16Gi" | "32Gi";
/** sam and sue are asked; pat is of the author's team. */
export type Reviewer = "sam" | "sue" | "pat";

export interface Story {
  readonly seed: number;
  readonly first: { readonly memory: Memory; readonly green: number };
  readonly steps: readonly Step[];
}

const memories = ["4Gi", "6Gi", "6Gi", "16Gi", "32Gi"] as const;
/** 10 is what stands on the base; steps of more than 25 points ask for a review. */
const shares = [10, 20, 30, 60, 90, 90, 100] as const;
const reviewers = ["sam", "sam", "sue", "pat"] as const;
const stepsMax = 7;

export function storyOf(seed: number): Story {
  const random = new Random(seed);
  const first = { memory: random.one(memories), green: random.one(shares) };
  // The first change has to change something.
  const changed =
    first.memory === "4Gi" && first.green === 10 ? { memory: "6Gi" as const, green: 10 } : first;
  const steps = Array.from({ length: random.whole(1, stepsMax) }, () => stepOf(random));
  return { seed, first: changed, steps };
}

function stepOf(random: Random): Step {
  const kind = random.one([
    ...(["push", "push", "push", "approve", "approve", "approve"] as const),
    ...(["request-changes", "dismiss", "draft", "close-and-reopen", "comment"] as const),
  ]);
  switch (kind) {
    case "push":
      return {
        kind,
        memory: random.one(memories),
        green: random.one(shares),
        force: random.next() < 0.3,
      };
    case "approve":
    case "request-changes":
    case "dismiss":
      return { kind, by: random.one(reviewers) };
    case "draft":
      return { kind, draft: random.next() < 0.5 };
    default:
      return { kind };
  }
}
