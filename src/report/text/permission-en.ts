import type { ConditionPhrase, PermissionTexts } from "./permission-texts.ts";

export const permissionEn: PermissionTexts = {
  grant: (turn, actions, resources, when, holder) => {
    const what = `${actions}${on(resources)}${after(when)}`;
    switch (turn) {
      case "given":
        return `IAM: ${what} added${to(holder)}`;
      case "taken":
        return `IAM: ${what} taken ${holder === null ? "away" : `from ${holder}`}`;
      case "denied":
        return `IAM: ${what} now denied${to(holder)}`;
      case "undenied":
        return `IAM: ${what} no longer denied${to(holder)}`;
    }
  },
  share: (turn, who, actions, resources, when) => {
    const what = `${actions}${on(resources)}${after(when)}`;
    switch (turn) {
      case "given":
        return `${who} may now use ${what}`;
      case "taken":
        return `${who} may no longer use ${what}`;
      case "denied":
        return `${what} now denied to ${who}`;
      case "undenied":
        return `${what} no longer denied to ${who}`;
    }
  },
  trust: (turn, who, role, when) => {
    const it = role ?? "it";
    switch (turn) {
      case "given":
        return `${who} may now assume ${it}${after(when)}`;
      case "taken":
        return `${who} may no longer assume ${it}${after(when)}`;
      case "denied":
        return `assuming ${it} is now denied to ${who}${after(when)}`;
      case "undenied":
        return `assuming ${it} is no longer denied to ${who}${after(when)}`;
    }
  },
  conditions: (what, now, before) => {
    if (now === "") return `${what} no longer only ${before}`;
    if (before === "") return `${what} now only ${now}`;
    return `${what} now ${now}, before ${before}`;
  },
  denial: (text) => `denial of ${text}`,
  what: (who, actions, resources) => `${who === null ? "IAM: " : `${who}: `}${actions}${on(resources)}`,
  trusted: (who, role) => `${who} may assume ${role ?? "it"}`,
  attached: (given, policies, count, holder) => {
    const what = count === 1 ? `policy ${policies}` : `policies ${policies}`;
    return given ? `IAM: ${what} attached${to(holder)}` : `IAM: ${what} detached${from(holder)}`;
  },
  bounded: (gained, policy, holder) =>
    gained
      ? `IAM: permissions boundary ${policy} taken away${from(holder)}`
      : `IAM: permissions boundary ${policy} set${onHolder(holder)}`,
  clusterAccess: (given, policy, holder, namespaces) =>
    `cluster access ${policy}${namespaces === null ? "" : ` in ${namespaces}`} ${given ? `given${to(holder)}` : `taken${from(holder)}`}`,
  unsure: (text) => `${text} (perhaps as before: known after apply)`,
  unread: "IAM: more may be allowed by what is known after apply",
  same: "IAM: allows the same as before",
  everythingBut: (members) => `everything but ${members}`,
  everybodyBut: (members) => `everybody but ${members}`,
  everybody: "anybody",
  account: (account) => `anybody in account ${account}`,
  service: (name) => `service ${name}`,
  federated: (name) => `whoever ${name} signs in`,
  unknown: (source) => (source === null ? "(known after apply)" : source),
  condition: (phrase, values) => conditionText(phrase, values),
  test: (key, test, values) => `if ${key} ${test} ${values}`,
  unknownCondition: "under conditions known after apply",
  all: (conditions) => conditions.join(" and "),
  holders: {
    role: (name) => `role ${name}`,
    user: (name) => `user ${name}`,
    group: (name) => `group ${name}`,
    policy: (name) => `policy ${name}`,
    resource: (name) => name,
    permissionSet: (name) => `permission set ${name}`,
  },
};

function conditionText(phrase: ConditionPhrase, values: string): string {
  switch (phrase) {
    case "endpoint":
      return `from VPC endpoint ${values}`;
    case "network":
      return `from VPC ${values}`;
    case "address":
      return `from ${values}`;
    case "organisation":
      return `within organisation ${values}`;
    case "account":
      return `from account ${values}`;
    case "source":
      return `from ${values}`;
    case "principal":
      return `by ${values}`;
    case "service":
      return `through ${values}`;
    case "passedTo":
      return `to ${values}`;
    case "subject":
      return `as ${values}`;
    case "audience":
      return `for audience ${values}`;
    case "multiFactor":
      return "with MFA";
    case "encrypted":
      return "over TLS";
    case "region":
      return `in ${values}`;
  }
}

function on(resources: string | null): string {
  return resources === null ? "" : ` on ${resources}`;
}

function after(when: string): string {
  return when === "" ? "" : ` ${when}`;
}

function to(holder: string | null): string {
  return holder === null ? "" : ` to ${holder}`;
}

function from(holder: string | null): string {
  return holder === null ? "" : ` from ${holder}`;
}

function onHolder(holder: string | null): string {
  return holder === null ? "" : ` on ${holder}`;
}
