import type { Command, Refusal } from "../../model/command.ts";

export type MissingPart = Extract<Refusal, { kind: "incomplete" }>["missing"];

/** Why a command was not carried out: one sentence or two for each case, about whoever gave it. */
export interface RefusalTexts {
  /** How each command is written. */
  readonly usage: Readonly<Record<Command["kind"], string>>;
  line(by: string, sentence: string): string;
  unknownCommand(word: string): string;
  nearest(name: string): string;
  incomplete(missing: MissingPart, usage: string): string;
  unknownRule(ruleId: string): string;
  ruleFindsNothing(ruleId: string): string;
  neverWaivable(ruleId: string): string;
  datePast(until: string): string;
  dateTooFar(until: string, latest: string): string;
  unknownWaiver(waiver: string): string;
  waiverClosed(waiver: string): string;
  ownRequest(waiver: string): string;
  notAllowed(command: string, teams: string): string;
  allowedToNobody(command: string): string;
  contributor(command: string): string;
  bot: string;
  nothingToConfirm: string;
  nothingToBypass: string;
  notBypassable(rules: string): string;
  closed: string;
  movedOn: string;
  tooLong(charactersMax: number): string;
  tooMany(commandsMax: number): string;
}
