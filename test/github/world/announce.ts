import { simpleUser } from "../json/basic.ts";
import { pullBody } from "../json/pull.ts";
import type { Account, Pull, Repository } from "./types.ts";
import type { World } from "./world.ts";

type Body = Readonly<Record<string, unknown>>;

/** Something happened in a repository. */
export function announce(
  world: World,
  repository: Repository,
  event: string,
  action: string | null,
  by: Account,
  body: Body,
): void {
  const whole = { ...body, sender: simpleUser(world, by) };
  world.emit({ event, action, body: whole, repository, account: null, installation: null });
}

/** Something happened to a pull request. */
export function announcePull(world: World, pull: Pull, action: string, by: Account, more: Body = {}): void {
  const body = { number: pull.number, pull_request: pullBody(world, pull), ...more };
  announce(world, pull.repository, "pull_request", action, by, body);
}

/** Something happened in an organisation, or to an account, outside of any repository. */
export function announceAt(
  world: World,
  account: Account,
  event: string,
  action: string,
  by: Account,
  body: Body,
): void {
  const whole = { ...body, sender: simpleUser(world, by) };
  world.emit({ event, action, body: whole, repository: null, account, installation: null });
}
