import type { ActionsIdentity } from "../server/actions-identity.ts";
import type { Identities } from "../server/identify.ts";
import type { Account, Comment, Pull, Repository, Review } from "../world/types.ts";
import type { World } from "../world/world.ts";

export interface ActContext {
  readonly world: World;
  readonly identities: Identities;
  readonly actions: ActionsIdentity;
}

/** A pull request by `owner/name` and number, as every act names it. */
export interface PullName {
  readonly repository: string;
  readonly number: number;
}

/** Who does it, by login. */
export interface Doer {
  readonly by: string;
}

export function pullNamed(world: World, { repository, number }: PullName): Pull {
  const found = world.repository(repository).pulls.get(number);
  if (found === undefined) throw new Error(`There is no pull request ${repository}#${number}.`);
  return found;
}

export function reviewNamed(pull: Pull, id: number): Review {
  const found = pull.reviews.find((review) => review.id === id);
  if (found === undefined) throw new Error(`Pull request ${pull.number} has no review ${id}.`);
  return found;
}

export function commentNamed(repository: Repository, id: number): Comment {
  const found = repository.comments.get(id);
  if (found === undefined) throw new Error(`${repository.name} has no comment ${id}.`);
  return found;
}

/** Who looks after what nobody in particular is said to have done: the owner. */
export function ownerOf(world: World, account: Account): Account {
  const organisation = world.organisations.get(account.login.toLowerCase());
  if (organisation === undefined) return account;
  for (const [id, role] of organisation.members) {
    const found = world.accounts.get(id);
    if (role === "admin" && found !== undefined) return found;
  }
  return account;
}
