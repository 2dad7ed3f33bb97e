import { expect, test } from 'vitest';
import { mayWorkOn, onlyAdds, worksFrom } from './migration-rules.ts';

test.each([
  ['a new table', 'CREATE TABLE `teams` (\n\t`id` text PRIMARY KEY NOT NULL\n);', true],
  [
    'a new table with all that belongs to it',
    'CREATE TABLE "a" ("id" text);\nALTER TABLE "a" ADD CONSTRAINT "f" FOREIGN KEY ("id") REFERENCES "b"("id");\nCREATE UNIQUE INDEX "u" ON "a" USING btree ("id");',
    true,
  ],
  ['an index', 'CREATE INDEX `i` ON `jobs` (`name`);', true],
  ['a column that may be empty', 'ALTER TABLE `jobs` ADD `group_id` text;', true],
  ['a column with a default', 'ALTER TABLE `users` ADD `priority` integer DEFAULT 5 NOT NULL;', true],
  ['a column of a reference', 'ALTER TABLE "jobs" ADD COLUMN "team" text REFERENCES teams(id);', true],
  ['nothing', '-- nothing to do\n', true],
  ['a column that every row must have', 'ALTER TABLE `jobs` ADD `group_id` text NOT NULL;', false],
  ['a column without doubles', 'ALTER TABLE `users` ADD `email` text UNIQUE;', false],
  ['an index without doubles on what there is', 'CREATE UNIQUE INDEX `u` ON `users` (`email`);', false],
  ['a constraint on what there is', 'ALTER TABLE "jobs" ADD CONSTRAINT "c" CHECK (version > 0);', false],
  ['a column less', 'ALTER TABLE `jobs` DROP COLUMN `name`;', false],
  ['another name', 'ALTER TABLE `jobs` RENAME TO `works`;', false],
  ['another type', 'ALTER TABLE "jobs" ALTER COLUMN "name" SET DATA TYPE varchar(10);', false],
  ['a table less', 'DROP TABLE `sign_ins`;', false],
  ['an index less', 'DROP INDEX `items_due`;', false],
  ['rows of another content', 'UPDATE jobs SET name = lower(name);', false],
  [
    'a table made anew',
    'CREATE TABLE `__new_jobs` (`id` text);\nINSERT INTO `__new_jobs` SELECT * FROM jobs;\nDROP TABLE jobs;',
    false,
  ],
])('%s only adds: %s', (_, sql, expected) => {
  expect(onlyAdds(sql)).toBe(expected);
});

test('what only adds works with all earlier programs, what does more with its own alone, unless it says from when on', () => {
  expect(worksFrom('CREATE TABLE a (id text);', 7)).toBe(0);
  expect(worksFrom('DROP TABLE a;', 7)).toBe(7);
  expect(worksFrom('-- works from: 5\nDROP TABLE a;', 7)).toBe(5);
  expect(worksFrom('DROP TABLE a; -- not works from: 5', 7)).toBe(7);
});

test.each([
  ['older', { version: 3, worksFrom: 3 }, true],
  ['the same', { version: 5, worksFrom: 5 }, true],
  ['ahead by what only adds', { version: 7, worksFrom: 4 }, true],
  ['ahead by what this program was made ready for', { version: 7, worksFrom: 5 }, true],
  ['ahead by more', { version: 6, worksFrom: 6 }, false],
])('a program that knows version 5 on a database that is %s', (_, database, expected) => {
  expect(mayWorkOn(database, 5)).toBe(expected);
});
