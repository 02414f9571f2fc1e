import { checkActs } from "./checks.ts";
import type { ActContext } from "./context.ts";
import { conversationActs } from "./conversation.ts";
import { installationActs } from "./installations.ts";
import { peopleActs } from "./people.ts";
import { pullActs } from "./pulls.ts";
import { queueActs } from "./queue.ts";
import { repositoryActs } from "./repositories.ts";
import { ruleActs } from "./rules.ts";
import { runActs } from "./runs.ts";

/** Everything that people do on GitHub. Each takes one object of plain data and gives plain data back. */
export function createActs(context: ActContext) {
  return {
    ...peopleActs(context),
    ...repositoryActs(context),
    ...pullActs(context),
    ...conversationActs(context),
    ...checkActs(context),
    ...queueActs(context),
    ...ruleActs(context),
    ...runActs(context),
    ...installationActs(context),
  };
}

export type Acts = ReturnType<typeof createActs>;
