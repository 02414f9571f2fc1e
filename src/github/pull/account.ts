import type { Account } from "../../model/pull.ts";
import type { Actor, GitActor } from "./answer.ts";

/** The account that GitHub commits with when somebody merges or edits on its pages. */
const webFlow: Account = { id: 19_864_447, login: "web-flow", bot: true };

/** REST and webhooks call a bot `name[bot]`, GraphQL leaves that away; we say it as REST does. */
export function accountOf(actor: Actor | null | undefined): Account | null {
  const id = actor?.databaseId;
  if (!actor || !id) return null;
  const { login } = actor;
  if (actor.__typename !== "Bot")
    return { id, login, bot: actor.__typename === "Mannequin" || isMachine(login) };
  return { id, login: login.endsWith("[bot]") ? login : `${login}[bot]`, bot: true };
}

export function restAccount(raw: {
  readonly id: number;
  readonly login: string;
  readonly type?: string;
}): Account {
  const { id, login, type } = raw;
  return { id, login, bot: type === "Bot" || type === "Mannequin" || isMachine(login) };
}

export function isMachine(login: string): boolean {
  return login.endsWith("[bot]") || login === webFlow.login;
}

/**
 * The account behind an address in a commit. GitHub names no user where the address is a bot's or its own. Those
 * addresses can be written by anybody, so they count only in a commit that GitHub signed itself: it does that for
 * what it commits, and never for what was pushed.
 */
export function commitAccount(actor: GitActor | null | undefined, signedByGitHub: boolean): Account | null {
  if (!actor) return null;
  const { user, email } = actor;
  if (user?.databaseId) return { id: user.databaseId, login: user.login, bot: isMachine(user.login) };
  if (!signedByGitHub || !email) return null;
  if (actor.name === "GitHub" && email === "noreply@github.com") return webFlow;
  const [, id, login] = /^(\d{1,12})\+([\w-]+\[bot\])@users\.noreply\./.exec(email) ?? [];
  return id === undefined || login === undefined ? null : { id: Number(id), login, bot: true };
}
