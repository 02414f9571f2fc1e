import type { EffectTexts } from "./effect-texts.ts";
import { effectWordsEn } from "./effect-words-en.ts";
import { permissionEn } from "./permission-en.ts";

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

export const effectEn: EffectTexts = {
  ...effectWordsEn,
  on: "on",
  off: "off",
  named: (label, name) => `${label} ${name}`,
  times: (text, factor) => `${text} (×${factor})`,
  differs: (label) => `${label} changed (known after apply)`,
  secretDiffers: (label) => `${label} changed (secret)`,
  secretAdded: (label) => `${label} added (secret)`,
  secretRemoved: (label) => `${label} removed (secret)`,
  added: (what) => `${what} added`,
  removed: (what) => `${what} removed`,
  withDetail: (what, detail) => `${what} (${detail})`,
  repeated: (text, count) => `${text} (${count} times)`,
  created: (what) => `created: ${what}`,
  deleted: (what) => `deleted: ${what}`,
  more: (count) => `${count} more`,
  annotation: (name) => `annotation ${name}`,
  label: (name) => `label ${name}`,
  podAnnotation: (name) => `pod annotation ${name}`,
  podLabel: (name) => `pod label ${name}`,
  tag: (name) => `tag ${name}`,
  defaultTag: (name) => `default tag ${name}`,
  rules: {
    same: "rules written in another way, the same is allowed",
    allows: (verbs, resources) => `${verbs} on ${resources}`,
    gained: (verbs, resources) => `now allows ${verbs} on ${resources}`,
    lost: (verbs, resources) => `no longer allows ${verbs} on ${resources}`,
    onlyNamed: (resources, names) => `${resources} named ${names}`,
    everyVerb: "everything (*)",
    everything: "everything (*)",
  },
  subjects: {
    gained: (subjects, role, where, count) => `${subjects} ${count === 1 ? "gets" : "get"} ${role}${where}`,
    lost: (subjects, role, where, count) => `${subjects} ${count === 1 ? "loses" : "lose"} ${role}${where}`,
    role: (kind, name) => `${kind} ${name}`,
    subject: (kind, name) => `${kind} ${name}`,
    everywhere: " in the whole cluster",
  },
  network: {
    gained: (opening) => `${opening} added`,
    lost: (opening) => `${opening} removed`,
    begins: (direction, nothing) =>
      nothing ? `all ${direction} is denied` : `all other ${direction} is denied`,
    ends: (direction) => `${direction} is no longer restricted`,
    pair: (direction, peer, port) => `${direction} ${peer}:${port}`,
    opening: (direction, peer, ports) => {
      const between = `${direction} ${direction === "ingress" ? "from" : "to"} ${peer}`;
      return ports === "" ? between : `${between} on ${ports}`;
    },
    everyPort: "every port",
    unknownPort: "ports known after apply",
    port: (ports, count) => `${count === 1 ? "port" : "ports"} ${ports}`,
    peers: {
      anybody: "anywhere",
      itself: "the group itself",
      unknown: "(known after apply)",
      except: (cidr, except) => `${cidr} except ${except}`,
      securityGroup: (group) => `security group ${group}`,
      prefixList: (list) => `prefix list ${list}`,
      pods: (selector) => `pods ${selector}`,
      allPods: "all pods",
      podsIn: (pods, namespaces) => `${pods} in namespaces ${namespaces}`,
      allNamespaces: "of any name",
    },
  },
  shares: {
    own: (before, after) => `share of traffic ${before} → ${after}`,
    gains: (after) => `share of traffic ${after} (new)`,
    loses: (before) => `share of traffic ${before} → none`,
    divided: (shares) => `share of traffic: ${shares}`,
    member: (name, before, after) => `${name} ${before} → ${after}`,
    percent: (share) => `${share} %`,
  },
  permissions: permissionEn,
  schedule: {
    everyMinute: "every minute",
    everyMinutes: (count) => `every ${count} minutes`,
    hourly: (minute) => `every hour at :${minute}`,
    everyHours: (count, minute) => `every ${count} hours at :${minute}`,
    daily: (time) => `every day at ${time}`,
    weekdays: (time) => `Monday to Friday at ${time}`,
    weekly: (days, time) => `${days.map((day) => weekdays[day] ?? "").join(", ")} at ${time}`,
    monthly: (day, time) => `on day ${day} of the month at ${time}`,
    inWords: (schedule, words) => `${schedule} (${words})`,
  },
};
