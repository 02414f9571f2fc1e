import type { RepositoryRecord } from "../../model/record.ts";

/**
 * Kinds of records of a repository whose body is never erased: nobody's work is told in them, and everything that is
 * asked later rests on them. The list of commits is the population; which rules and settings were in force, and which teams
 * they meant, explains each decision that is kept; the rest is what the ledger says of itself.
 */
export const neverErased = [
  "anchored",
  "branch-commit",
  "branch-head",
  "configuration-activated",
  "erased",
  "erasure-requested",
  "key-retired",
  "key-rotated",
  "ledger-began",
  "legal-hold",
  "policy-set-activated",
  "population",
  "team-bound",
  "tool-started",
] as const satisfies readonly RepositoryRecord["kind"][];

/**
 * What the tables of the ledger refuse, whoever asks. These guards keep a mistake from becoming a loss; against whoever
 * owns the tables, and so may take the guards away, stand the rights of two roles (`rights.ts`), the signatures, and
 * checkpoints that are kept elsewhere.
 *
 * One change is allowed: what may have to be erased by law, a record's body and its leaf's salt, may become null, and
 * nothing else with it, and only within `erase_payload`. That function runs with the rights of the tables' owner; the
 * application's role may call it and has no UPDATE of its own. It erases what an `erased` record names, which stands in
 * the ledger itself with the two people who wanted it, so that no erasure is without its entry. The key of a record
 * stays: keys are made of ids, digests and dates, and without one, a delivery that comes again would be recorded again.
 * What an erasure rests on cannot be erased, nor what the whole ledger rests on. Blobs that only erased records named go
 * with them where both records list them, too.
 */
export const guardStatements: readonly string[] = [
  `create or replace function sekisho.refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'sekisho.% is append-only: % is refused', tg_table_name, tg_op
        using errcode = 'insufficient_privilege', hint = 'Append a new record that says what is different.';
    end
  $$`,
  `create function sekisho.refuse_all_but_erasure() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and current_setting('sekisho.erasing', true) = 'on' then
        if to_jsonb(new) = jsonb_set(to_jsonb(old), array[tg_argv[0]], 'null') then return new; end if;
      end if;
      raise exception 'sekisho.% is append-only: % is refused', tg_table_name, tg_op
        using errcode = 'insufficient_privilege', hint = 'Append a new record that says what is different.';
    end
  $$`,
  `drop trigger record_is_append_only on sekisho.record`,
  `create trigger record_is_append_only before update or delete on sekisho.record
    for each row execute function sekisho.refuse_all_but_erasure('body')`,
  `create trigger leaf_is_append_only before update or delete on sekisho.ledger_leaf
    for each row execute function sekisho.refuse_all_but_erasure('salt')`,
  ...["ledger_node", "ledger_checkpoint"].map(
    (table) => `create trigger ${table}_is_append_only before update or delete on sekisho.${table}
      for each row execute function sekisho.refuse_change()`,
  ),
  ...["ledger_leaf", "ledger_node", "ledger_checkpoint", "ledger_head"].map(
    (table) => `create trigger ${table}_is_never_emptied before truncate on sekisho.${table}
      for each statement execute function sekisho.refuse_change()`,
  ),
  `create function sekisho.let_head_grow() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' then
        if new.sole and new.last_at >= old.last_at and new.filled >= old.filled
          and new.checkpoints >= old.checkpoints and new.rekeyed >= old.rekeyed
          and (new.size > old.size or (new.size = old.size and new.edge = old.edge)) then return new; end if;
      end if;
      raise exception 'The head of the ledger only grows: % is refused', tg_op
        using errcode = 'insufficient_privilege';
    end
  $$`,
  `create trigger ledger_head_only_grows before update or delete on sekisho.ledger_head
    for each row execute function sekisho.let_head_grow()`,

  `create function sekisho.require_leaf() returns trigger language plpgsql as $$
    begin
      if not exists (select from sekisho.ledger_leaf where record = new.sequence) then
        raise exception 'A record is kept with its leaf in the ledger, or not at all'
          using errcode = 'integrity_constraint_violation',
            hint = 'A version of Sekisho from before the ledger still runs beside this one: stop it.';
      end if;
      return null;
    end
  $$`,
  `create constraint trigger record_has_leaf after insert on sekisho.record
    deferrable initially deferred for each row execute function sekisho.require_leaf()`,

  `create function sekisho.erase_payload(erasure text) returns integer
    language plpgsql security definer set search_path = pg_catalog, sekisho, pg_temp as $$
    declare
      wanted bigint[];
      blobs jsonb;
      people integer;
      gone integer;
    begin
      select array(select jsonb_array_elements_text(body->'indexes')::bigint),
        coalesce(body->'blobs', '[]'),
        (select count(distinct login) from jsonb_array_elements_text(body->'by') as by_whom(login))
        into wanted, blobs, people
        from record where scope = 'repository' and kind = 'erased' and body->>'erasureId' = erasure
        order by sequence limit 1;
      if wanted is null then
        raise exception 'No erasure % stands in the ledger', erasure
          using hint = 'Append the record that says who wanted it and why; it names the entries.';
      end if;
      if people < 2 then
        raise exception 'Erasure % was wanted by one person alone', erasure using errcode = 'insufficient_privilege';
      end if;
      if not exists (
        select from record where scope = 'repository' and kind = 'erasure-requested' and body->>'erasureId' = erasure
          and body->'indexes' @> to_jsonb(wanted) and coalesce(body->'blobs', '[]') @> blobs
      ) then
        raise exception 'Erasure % is of entries that nobody asked for', erasure using errcode = 'insufficient_privilege';
      end if;
      if exists (
        select from ledger_leaf join record on record.sequence = ledger_leaf.record
        where index = any(wanted) and record.scope = 'repository' and record.kind in
          (${neverErased.map((kind) => `'${kind}'`).join(", ")})
      ) then
        raise exception 'Erasure % names an entry that the ledger itself rests on', erasure
          using errcode = 'insufficient_privilege';
      end if;
      perform set_config('sekisho.erasing', 'on', true);
      update record set body = null
        where sequence in (select ledger_leaf.record from ledger_leaf where index = any(wanted)) and body is not null;
      get diagnostics gone = row_count;
      update ledger_leaf set salt = null where index = any(wanted) and salt is not null;
      delete from blob where digest in (select jsonb_array_elements_text(blobs));
      perform set_config('sekisho.erasing', 'off', true);
      return gone;
    end
  $$`,
  `revoke all on function sekisho.erase_payload(text) from public`,
];
