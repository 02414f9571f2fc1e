import type { ValueEffect } from "../../model/change-effect.ts";
import { isJsonObject, type JsonValue } from "../../model/json.ts";
import { isSecretMarker } from "../../model/secret-marker.ts";
import { shortened } from "../neutral.ts";
import { effectTextsOf, textsOf } from "../text/locale.ts";
import { imagePair, imageText } from "./image-text.ts";
import { scheduleWords } from "./schedule-text.ts";
import { type EffectWriting, valueCharactersMax } from "./writing.ts";

/** What differs in one property. */
export function valueEffectText(effect: ValueEffect, writing: EffectWriting): string {
  const { changes } = textsOf(writing.locale);
  const texts = effectTextsOf(writing.locale);
  const { property, name, before, after, factor } = effect;
  const word = texts.properties[property];
  const label = name === undefined ? word : texts.named(word, writing.word(name));
  const text = inContainer(effect, secretText(label, effect, writing) ?? change(), writing);
  return factor === undefined ? text : texts.times(text, String(factor));

  function change(): string {
    if (before === null) return changes.added(label, sideText(effect, after, writing));
    if (after === null) {
      const was = sideText(effect, before, writing);
      return isSwitch(before)
        ? changes.changed(label, was, textsOf(writing.locale).values.absent)
        : changes.removed(label, was);
    }
    const [old, current] =
      property === "image"
        ? imagePair(before, after).map((side) => writing.value(side))
        : [before, after].map((side) => sideText(effect, side, writing));
    return changes.changed(label, old ?? "", current ?? "");
  }
}

/** What a property says of a thing that came or went as a whole. */
export function factText(effect: ValueEffect, writing: EffectWriting): string {
  const texts = effectTextsOf(writing.locale);
  const { property, name } = effect;
  const value = effect.after ?? effect.before;
  const state = texts.states[property];
  if (state !== undefined && isSwitch(value)) return String(value) === "true" ? state.on : state.off;
  const written = sideText(effect, value, writing);
  const fact = texts.facts[property];
  if (fact !== undefined && name === undefined) return fact(written);
  const word = texts.properties[property];
  return inContainer(
    effect,
    `${name === undefined ? word : texts.named(word, writing.word(name))} ${written}`,
    writing,
  );
}

function inContainer({ container }: ValueEffect, text: string, { locale, code }: EffectWriting): string {
  return container === undefined ? text : textsOf(locale).changes.inContainer(code(container), text);
}

/** Of a secret only that something happened to it. */
function secretText(label: string, { before, after }: ValueEffect, { locale }: EffectWriting): string | null {
  const texts = effectTextsOf(locale);
  if (!isSecretMarker(before) && !isSecretMarker(after)) return null;
  if (before === null) return texts.secretAdded(label);
  return after === null ? texts.secretRemoved(label) : texts.secretDiffers(label);
}

function sideText({ property }: ValueEffect, value: JsonValue, writing: EffectWriting): string {
  const texts = effectTextsOf(writing.locale);
  if (isJsonObject(value) || value === null) return writing.value(value);
  if (isSwitch(value)) return String(value) === "true" ? texts.on : texts.off;
  if (property === "image") return writing.word(imageText(String(value)));
  if (property === "engine") return writing.word(engineText(String(value)));
  const unit = texts.units[property];
  if (unit !== undefined && /^\d+$/.test(String(value))) return unit(writing.value(value));
  if (property === "schedule") return scheduleText(String(value), writing);
  return writing.value(value);
}

/** Terraform takes the words for the values, too. */
function isSwitch(value: JsonValue): boolean {
  return typeof value === "boolean" || value === "true" || value === "false";
}

function scheduleText(schedule: string, writing: EffectWriting): string {
  const words = scheduleWords(schedule, writing.locale);
  const written = writing.word(shortened(schedule, valueCharactersMax));
  return words === null ? written : effectTextsOf(writing.locale).schedule.inWords(written, words);
}

const engines: Readonly<Record<string, string>> = {
  postgres: "PostgreSQL",
  mysql: "MySQL",
  mariadb: "MariaDB",
  redis: "Redis",
  valkey: "Valkey",
  memcached: "Memcached",
  "aurora-postgresql": "Aurora PostgreSQL",
  "aurora-mysql": "Aurora MySQL",
};

/** `postgres 15.4` as its makers write it: `PostgreSQL 15.4`. */
function engineText(engine: string): string {
  const [name = "", ...version] = engine.split(" ");
  return [Object.hasOwn(engines, name) ? engines[name] : name, ...version].join(" ");
}
