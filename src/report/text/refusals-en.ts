import type { MissingPart, RefusalTexts } from "./refusal-texts.ts";

const missingParts: Readonly<Record<MissingPart, string>> = {
  rule: "The rule is missing.",
  date: "The last day is missing, or is no date.",
  reason: "The reason is missing.",
  waiver: "The number of the waiver is missing.",
};

export const refusalsEn: RefusalTexts = {
  usage: {
    recheck: "/sekisho recheck",
    waive: "/sekisho waive RES-004 until YYYY-MM-DD because …",
    "approve-waiver": "/sekisho approve W-1",
    "revoke-waiver": "/sekisho revoke W-1",
    confirm: "/sekisho confirm",
    "break-glass": "/sekisho break-glass because …",
    explain: "/sekisho explain RES-004",
    feedback: "/sekisho feedback RES-004 because …",
  },
  line: (by, sentence) => `${by}: ${sentence}`,
  unknownCommand: (word) => `${word} is not a command.`,
  nearest: (name) => `Did you mean ${name}?`,
  incomplete: (missing, usage) => `${missingParts[missing]} It is written like this: ${usage}`,
  unknownRule: (ruleId) => `There is no rule ${ruleId}.`,
  ruleFindsNothing: (ruleId) => `${ruleId} finds nothing in this change, so there is nothing to waive.`,
  neverWaivable: (ruleId) => `The organisation allows no waiver of ${ruleId}.`,
  datePast: (until) => `${until} is over. A waiver needs a last day that is still to come.`,
  dateTooFar: (until, latest) => `${until} is too far away. The last day can be ${latest} at the latest.`,
  unknownWaiver: (waiver) => `This repository has no waiver ${waiver}.`,
  waiverClosed: (waiver) => `${waiver} is no longer open.`,
  ownRequest: (waiver) => `Whoever asked for ${waiver} cannot grant it. Another approver has to.`,
  notAllowed: (command, teams) => `${command} is for members of ${teams}.`,
  allowedToNobody: (command) => `The configuration names no team that may use ${command} here.`,
  contributor: (command) => `Who contributed to this change cannot use ${command} on it.`,
  bot: "Machines cannot give commands.",
  nothingToConfirm: "Nothing here has to be confirmed.",
  nothingToBypass: "Nothing here is held up, so there is nothing to break the glass for.",
  notBypassable: (rules) => `Break-glass does not lift ${rules}: the configuration excludes it.`,
  closed: "The pull request is closed.",
  movedOn:
    "A new commit came in between. Please look at what the change is now, and give the command once more.",
  tooLong: (charactersMax) => `The comment is longer than the ${charactersMax} characters that are read.`,
  tooMany: (commandsMax) =>
    `The comment has more than ${commandsMax} commands. Please give the others in another one.`,
};
