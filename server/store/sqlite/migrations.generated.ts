/** Made by embed-migrations.ts from migrations/*.sql: do not edit. */
export const MIGRATIONS = [
  {
    name: '0000_first',
    worksFrom: 0,
    sql: `CREATE TABLE \`attempts\` (
	\`job_id\` text NOT NULL,
	\`idx\` integer NOT NULL,
	\`number\` integer NOT NULL,
	\`result_id\` text,
	\`attempt\` text NOT NULL,
	PRIMARY KEY(\`job_id\`, \`idx\`, \`number\`),
	FOREIGN KEY (\`job_id\`) REFERENCES \`jobs\`(\`id\`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;

CREATE TABLE \`contents\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`codec\` text NOT NULL,
	\`size\` integer NOT NULL,
	\`refs\` integer NOT NULL,
	\`bytes\` blob NOT NULL
);

CREATE UNIQUE INDEX \`contents_unused\` ON \`contents\` (id) WHERE refs <= 0;
CREATE TABLE \`credentials\` (
	\`hash\` text PRIMARY KEY NOT NULL,
	\`kind\` text NOT NULL,
	\`user_id\` text NOT NULL,
	\`expires_at\` integer NOT NULL,
	FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
);

CREATE INDEX \`credentials_by_expiry\` ON \`credentials\` (\`expires_at\`);
CREATE TABLE \`events\` (
	\`job_id\` text NOT NULL,
	\`version\` integer NOT NULL,
	\`at\` integer NOT NULL,
	\`kind\` text NOT NULL,
	\`actor\` text,
	\`message\` text,
	\`status\` integer NOT NULL,
	\`counts\` text NOT NULL,
	\`attempt\` integer NOT NULL,
	\`items\` text NOT NULL,
	PRIMARY KEY(\`job_id\`, \`version\`),
	FOREIGN KEY (\`job_id\`) REFERENCES \`jobs\`(\`id\`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;

CREATE TABLE \`finished_minutes\` (
	\`target_id\` text NOT NULL,
	\`minute\` integer NOT NULL,
	\`items\` integer NOT NULL,
	PRIMARY KEY(\`target_id\`, \`minute\`)
) WITHOUT ROWID;

CREATE TABLE \`idempotency_keys\` (
	\`user_id\` text NOT NULL,
	\`key\` text NOT NULL,
	\`fingerprint\` text NOT NULL,
	\`job_id\` text NOT NULL,
	\`created_at\` integer NOT NULL,
	PRIMARY KEY(\`user_id\`, \`key\`)
) WITHOUT ROWID;

CREATE TABLE \`items\` (
	\`job_id\` text NOT NULL,
	\`idx\` integer NOT NULL,
	\`target_id\` text NOT NULL,
	\`status\` integer NOT NULL,
	\`attempt\` integer NOT NULL,
	\`fence\` integer NOT NULL,
	\`message\` text,
	\`error_detail\` text,
	\`status_times\` text NOT NULL,
	\`queued_at\` integer,
	\`result_id\` text,
	\`worker_id\` text,
	\`restarts\` integer NOT NULL,
	\`cpu_seconds\` real NOT NULL,
	\`remote\` text,
	\`remote_id\` text,
	PRIMARY KEY(\`job_id\`, \`idx\`),
	FOREIGN KEY (\`job_id\`) REFERENCES \`jobs\`(\`id\`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;

CREATE INDEX \`items_waiting\` ON \`items\` (\`target_id\`,\`queued_at\`,\`job_id\`,\`idx\`) WHERE status = 1 AND remote_id IS NULL;
CREATE INDEX \`items_running\` ON \`items\` (\`worker_id\`,\`job_id\`,\`idx\`) WHERE status = 2 AND worker_id IS NOT NULL;
CREATE TABLE \`job_definitions\` (
	\`job_id\` text PRIMARY KEY NOT NULL,
	\`definition\` text NOT NULL,
	FOREIGN KEY (\`job_id\`) REFERENCES \`jobs\`(\`id\`) ON UPDATE no action ON DELETE cascade
);

CREATE TABLE \`job_properties\` (
	\`project_id\` text NOT NULL,
	\`name\` text NOT NULL,
	\`value\` text NOT NULL,
	\`job_id\` text NOT NULL,
	PRIMARY KEY(\`project_id\`, \`name\`, \`value\`, \`job_id\`)
) WITHOUT ROWID;

CREATE TABLE \`jobs\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`project_id\` text NOT NULL,
	\`organization_id\` text NOT NULL,
	\`name\` text NOT NULL,
	\`description\` text NOT NULL,
	\`type\` text NOT NULL,
	\`target_id\` text NOT NULL,
	\`status\` integer NOT NULL,
	\`message\` text,
	\`error_detail\` text,
	\`version\` integer NOT NULL,
	\`attempt\` integer NOT NULL,
	\`created_by\` text NOT NULL,
	\`created_at\` integer NOT NULL,
	\`updated_at\` integer NOT NULL,
	\`status_times\` text NOT NULL,
	\`counts\` text NOT NULL,
	\`properties\` text NOT NULL,
	\`rerun_of\` text,
	\`cancellation\` text,
	\`cpu_seconds\` real NOT NULL,
	\`credits\` real NOT NULL,
	\`definition\` text,
	\`name_lower\` text NOT NULL,
	FOREIGN KEY (\`project_id\`) REFERENCES \`projects\`(\`id\`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX \`jobs_by_creation\` ON \`jobs\` (\`project_id\`,\`created_at\`,\`id\`);
CREATE INDEX \`jobs_by_update\` ON \`jobs\` (\`project_id\`,\`updated_at\`,\`id\`);
CREATE INDEX \`jobs_by_name\` ON \`jobs\` (\`project_id\`,\`name_lower\`,\`id\`);
CREATE INDEX \`jobs_by_status\` ON \`jobs\` (\`project_id\`,\`status\`,\`id\`);
CREATE INDEX \`jobs_by_submitter\` ON \`jobs\` (\`project_id\`,\`created_by\`,\`created_at\`,\`id\`);
CREATE INDEX \`jobs_by_organization\` ON \`jobs\` (\`organization_id\`,\`created_at\`,\`id\`);
CREATE INDEX \`jobs_by_source\` ON \`jobs\` (\`rerun_of\`,\`created_at\`,\`id\`) WHERE rerun_of IS NOT NULL;
CREATE TABLE \`organizations\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`name\` text NOT NULL
);

CREATE TABLE \`programs\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`project_id\` text NOT NULL,
	\`name\` text NOT NULL,
	\`language\` text NOT NULL,
	\`content_id\` text NOT NULL,
	\`size\` integer NOT NULL,
	\`refs\` integer NOT NULL,
	FOREIGN KEY (\`project_id\`) REFERENCES \`projects\`(\`id\`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX \`programs_by_project\` ON \`programs\` (\`project_id\`);
CREATE TABLE \`project_job_counts\` (
	\`project_id\` text NOT NULL,
	\`status\` integer NOT NULL,
	\`jobs\` integer NOT NULL,
	PRIMARY KEY(\`project_id\`, \`status\`),
	FOREIGN KEY (\`project_id\`) REFERENCES \`projects\`(\`id\`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;

CREATE TABLE \`project_members\` (
	\`project_id\` text NOT NULL,
	\`user_id\` text NOT NULL,
	\`role\` text NOT NULL,
	PRIMARY KEY(\`user_id\`, \`project_id\`),
	FOREIGN KEY (\`project_id\`) REFERENCES \`projects\`(\`id\`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;

CREATE INDEX \`project_members_by_project\` ON \`project_members\` (\`project_id\`);
CREATE TABLE \`project_teams\` (
	\`project_id\` text NOT NULL,
	\`team_id\` text NOT NULL,
	\`role\` text NOT NULL,
	PRIMARY KEY(\`team_id\`, \`project_id\`),
	FOREIGN KEY (\`project_id\`) REFERENCES \`projects\`(\`id\`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (\`team_id\`) REFERENCES \`teams\`(\`id\`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;

CREATE INDEX \`project_teams_by_project\` ON \`project_teams\` (\`project_id\`);
CREATE TABLE \`projects\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`organization_id\` text NOT NULL,
	\`name\` text NOT NULL,
	\`description\` text NOT NULL,
	\`created_at\` integer NOT NULL,
	\`updated_at\` integer NOT NULL,
	\`archived_at\` integer,
	FOREIGN KEY (\`organization_id\`) REFERENCES \`organizations\`(\`id\`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX \`projects_by_creation\` ON \`projects\` (\`created_at\`,\`id\`);
CREATE INDEX \`projects_by_organization\` ON \`projects\` (\`organization_id\`,\`created_at\`,\`id\`);
CREATE TABLE \`queue_counts\` (
	\`target_id\` text PRIMARY KEY NOT NULL,
	\`waiting\` integer NOT NULL,
	\`running\` integer NOT NULL
);

CREATE TABLE \`runs\` (
	\`target_id\` text NOT NULL,
	\`slot\` integer NOT NULL,
	\`finished_at\` integer NOT NULL,
	\`seconds\` real NOT NULL,
	PRIMARY KEY(\`target_id\`, \`slot\`)
) WITHOUT ROWID;

CREATE TABLE \`targets\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`status\` text NOT NULL,
	\`place\` integer NOT NULL,
	\`target\` text NOT NULL
);

CREATE TABLE \`team_members\` (
	\`team_id\` text NOT NULL,
	\`user_id\` text NOT NULL,
	PRIMARY KEY(\`user_id\`, \`team_id\`),
	FOREIGN KEY (\`team_id\`) REFERENCES \`teams\`(\`id\`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;

CREATE TABLE \`teams\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`organization_id\` text NOT NULL,
	\`name\` text NOT NULL,
	FOREIGN KEY (\`organization_id\`) REFERENCES \`organizations\`(\`id\`) ON UPDATE no action ON DELETE no action
);

CREATE TABLE \`users\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`name\` text NOT NULL,
	\`organization_id\` text NOT NULL,
	\`is_organization_admin\` integer NOT NULL,
	\`is_platform_admin\` integer NOT NULL,
	FOREIGN KEY (\`organization_id\`) REFERENCES \`organizations\`(\`id\`) ON UPDATE no action ON DELETE no action
);

CREATE TABLE \`workers\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`beat\` integer NOT NULL,
	\`added_at\` integer NOT NULL
);`,
  },
  {
    name: '0001_remote',
    worksFrom: 2,
    sql: `CREATE TABLE \`provider_credentials\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`organization_id\` text NOT NULL,
	\`user_id\` text,
	\`provider\` text NOT NULL,
	\`is_default\` integer NOT NULL,
	\`created_at\` integer NOT NULL,
	\`credential\` text NOT NULL,
	\`sealed\` blob NOT NULL,
	FOREIGN KEY (\`organization_id\`) REFERENCES \`organizations\`(\`id\`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
);

DROP INDEX \`items_waiting\`;
ALTER TABLE \`items\` ADD \`due_at\` integer;
CREATE INDEX \`items_due\` ON \`items\` (\`due_at\`,\`job_id\`,\`idx\`) WHERE due_at IS NOT NULL;
CREATE INDEX \`items_waiting\` ON \`items\` (\`target_id\`,\`queued_at\`,\`job_id\`,\`idx\`) WHERE status = 1 AND remote IS NULL;
ALTER TABLE \`items\` DROP COLUMN \`remote_id\`;`,
  },
  {
    name: '0002_people',
    worksFrom: 3,
    sql: `CREATE TABLE \`group_members\` (
	\`group_id\` text NOT NULL,
	\`user_id\` text NOT NULL,
	PRIMARY KEY(\`user_id\`, \`group_id\`),
	FOREIGN KEY (\`group_id\`) REFERENCES \`groups\`(\`id\`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
);

CREATE INDEX \`group_members_by_group\` ON \`group_members\` (\`group_id\`);
CREATE TABLE \`groups\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`organization_id\` text NOT NULL,
	\`name\` text NOT NULL,
	\`priority\` integer NOT NULL,
	\`created_at\` integer NOT NULL,
	FOREIGN KEY (\`organization_id\`) REFERENCES \`organizations\`(\`id\`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX \`groups_by_name\` ON \`groups\` (\`organization_id\`,\`name\`);
ALTER TABLE \`jobs\` ADD \`group_id\` text;
ALTER TABLE \`users\` ADD \`email\` text;
ALTER TABLE \`users\` ADD \`status\` text DEFAULT 'ACTIVE' NOT NULL;
ALTER TABLE \`users\` ADD \`priority\` integer DEFAULT 5 NOT NULL;
ALTER TABLE \`users\` ADD \`default_group_id\` text;
ALTER TABLE \`users\` ADD \`created_at\` integer DEFAULT 0 NOT NULL;
CREATE UNIQUE INDEX \`users_email_unique\` ON \`users\` (\`email\`);`,
  },
  {
    name: '0003_teams',
    worksFrom: 4,
    sql: `DROP TABLE \`team_members\`;
DROP TABLE \`teams\`;
CREATE TABLE \`teams\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`name\` text NOT NULL,
	\`description\` text NOT NULL,
	\`created_by\` text NOT NULL,
	\`created_at\` integer NOT NULL,
	FOREIGN KEY (\`created_by\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE no action
);

CREATE TABLE \`team_members\` (
	\`team_id\` text NOT NULL,
	\`user_id\` text NOT NULL,
	\`is_manager\` integer NOT NULL,
	PRIMARY KEY(\`user_id\`, \`team_id\`),
	FOREIGN KEY (\`team_id\`) REFERENCES \`teams\`(\`id\`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
);

CREATE INDEX \`team_members_by_team\` ON \`team_members\` (\`team_id\`);
CREATE TABLE \`team_invitations\` (
	\`team_id\` text NOT NULL,
	\`email\` text NOT NULL,
	\`invited_by\` text NOT NULL,
	\`created_at\` integer NOT NULL,
	\`declined_at\` integer,
	PRIMARY KEY(\`team_id\`, \`email\`),
	FOREIGN KEY (\`team_id\`) REFERENCES \`teams\`(\`id\`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (\`invited_by\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX \`team_invitations_by_email\` ON \`team_invitations\` (\`email\`);
CREATE INDEX \`users_by_name\` ON \`users\` (\`organization_id\`,lower("name"),\`id\`);`,
  },
  {
    name: '0004_nodes',
    worksFrom: 0,
    sql: `CREATE TABLE \`duties\` (
	\`name\` text PRIMARY KEY NOT NULL,
	\`node_id\` text,
	\`fence\` integer NOT NULL,
	\`beat\` integer NOT NULL
);

CREATE TABLE \`nodes\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`role\` text NOT NULL,
	\`label\` text NOT NULL,
	\`version\` text NOT NULL,
	\`started_at\` integer NOT NULL,
	\`seen_at\` integer NOT NULL,
	\`beat\` integer NOT NULL,
	\`worker_id\` text,
	\`slots\` integer NOT NULL,
	\`target_ids\` text NOT NULL
);`,
  },
  {
    name: '0005_accounts',
    worksFrom: 0,
    sql: `CREATE TABLE \`accounts\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`user_id\` text NOT NULL,
	\`provider_id\` text NOT NULL,
	\`account_id\` text NOT NULL,
	\`password\` text,
	\`created_at\` integer NOT NULL,
	\`updated_at\` integer NOT NULL,
	FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
);

CREATE UNIQUE INDEX \`accounts_by_provider\` ON \`accounts\` (\`provider_id\`,\`account_id\`);
CREATE INDEX \`accounts_by_user\` ON \`accounts\` (\`user_id\`);
CREATE TABLE \`api_tokens\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`user_id\` text NOT NULL,
	\`name\` text NOT NULL,
	\`hash\` text NOT NULL,
	\`scopes\` text NOT NULL,
	\`created_at\` integer NOT NULL,
	\`expires_at\` integer,
	\`last_used_at\` integer,
	FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
);

CREATE UNIQUE INDEX \`api_tokens_hash_unique\` ON \`api_tokens\` (\`hash\`);
CREATE INDEX \`api_tokens_by_user\` ON \`api_tokens\` (\`user_id\`,\`created_at\`);
CREATE TABLE \`invitations\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`organization_id\` text NOT NULL,
	\`email\` text NOT NULL,
	\`is_organization_admin\` integer NOT NULL,
	\`group_ids\` text NOT NULL,
	\`invited_by\` text,
	\`hash\` text NOT NULL,
	\`created_at\` integer NOT NULL,
	\`expires_at\` integer NOT NULL,
	FOREIGN KEY (\`organization_id\`) REFERENCES \`organizations\`(\`id\`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (\`invited_by\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE set null
);

CREATE UNIQUE INDEX \`invitations_hash_unique\` ON \`invitations\` (\`hash\`);
CREATE UNIQUE INDEX \`invitations_by_email\` ON \`invitations\` (\`organization_id\`,\`email\`);
CREATE INDEX \`invitations_by_address\` ON \`invitations\` (\`email\`);
CREATE TABLE \`sessions\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`user_id\` text NOT NULL,
	\`token_hash\` text NOT NULL,
	\`expires_at\` integer NOT NULL,
	\`created_at\` integer NOT NULL,
	\`updated_at\` integer NOT NULL,
	\`address\` text,
	\`user_agent\` text,
	FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
);

CREATE UNIQUE INDEX \`sessions_token_hash_unique\` ON \`sessions\` (\`token_hash\`);
CREATE INDEX \`sessions_by_user\` ON \`sessions\` (\`user_id\`);
CREATE INDEX \`sessions_by_expiry\` ON \`sessions\` (\`expires_at\`);
CREATE TABLE \`settings\` (
	\`name\` text PRIMARY KEY NOT NULL,
	\`value\` text NOT NULL
);

CREATE TABLE \`verifications\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`identifier\` text NOT NULL,
	\`value\` text NOT NULL,
	\`expires_at\` integer NOT NULL,
	\`created_at\` integer NOT NULL,
	\`updated_at\` integer NOT NULL
);

CREATE INDEX \`verifications_by_identifier\` ON \`verifications\` (\`identifier\`);
CREATE INDEX \`verifications_by_expiry\` ON \`verifications\` (\`expires_at\`);`,
  },
  {
    name: '0006_audit',
    worksFrom: 7,
    sql: `CREATE TABLE \`audit_entries\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`at\` integer NOT NULL,
	\`organization_id\` text NOT NULL,
	\`actor_id\` text,
	\`actor_name\` text NOT NULL,
	\`via\` text NOT NULL,
	\`address\` text,
	\`token_id\` text,
	\`request_id\` text,
	\`action\` text NOT NULL,
	\`subject_type\` text NOT NULL,
	\`subject_id\` text NOT NULL,
	\`subject_name\` text NOT NULL,
	\`project_id\` text,
	\`reason\` text,
	\`idempotency_key\` text,
	\`before\` text,
	\`after\` text
);

CREATE INDEX \`audit_by_time\` ON \`audit_entries\` (\`organization_id\`,\`at\`,\`id\`);
CREATE INDEX \`audit_by_actor\` ON \`audit_entries\` (\`organization_id\`,\`actor_id\`,\`at\`,\`id\`);
CREATE INDEX \`audit_by_subject\` ON \`audit_entries\` (\`subject_id\`,\`at\`,\`id\`);
CREATE TRIGGER \`audit_entries_stay\` BEFORE UPDATE ON \`audit_entries\` BEGIN SELECT RAISE(ABORT, 'entries of the audit are not changed'); END;

CREATE TRIGGER \`audit_entries_are_kept\` BEFORE DELETE ON \`audit_entries\` BEGIN SELECT RAISE(ABORT, 'entries of the audit are not removed'); END;`,
  },
  {
    name: '0007_quotas',
    worksFrom: 8,
    sql: `CREATE TABLE \`fair_costs\` (
	\`target_id\` text NOT NULL,
	\`minute\` integer NOT NULL,
	\`organization_id\` text NOT NULL,
	\`group_id\` text NOT NULL,
	\`user_id\` text NOT NULL,
	\`credits\` real NOT NULL,
	PRIMARY KEY(\`target_id\`, \`minute\`, \`organization_id\`, \`group_id\`, \`user_id\`)
);

CREATE TABLE \`quotas\` (
	\`owner_id\` text NOT NULL,
	\`resource\` text NOT NULL,
	\`owner_kind\` text NOT NULL,
	\`organization_id\` text NOT NULL,
	\`amount\` real NOT NULL,
	\`updated_at\` integer NOT NULL,
	\`updated_by\` text NOT NULL,
	PRIMARY KEY(\`owner_id\`, \`resource\`)
);

CREATE INDEX \`quotas_by_organization\` ON \`quotas\` (\`organization_id\`);
CREATE TABLE \`usage\` (
	\`organization_id\` text NOT NULL,
	\`month\` integer NOT NULL,
	\`resource\` text NOT NULL,
	\`project_id\` text NOT NULL,
	\`user_id\` text NOT NULL,
	\`group_id\` text NOT NULL,
	\`amount\` real NOT NULL,
	PRIMARY KEY(\`organization_id\`, \`month\`, \`resource\`, \`project_id\`, \`user_id\`, \`group_id\`)
);

CREATE TABLE \`usage_totals\` (
	\`owner_id\` text NOT NULL,
	\`resource\` text NOT NULL,
	\`month\` integer NOT NULL,
	\`amount\` real NOT NULL,
	PRIMARY KEY(\`owner_id\`, \`resource\`, \`month\`)
);

ALTER TABLE \`items\` ADD \`credits\` real;
ALTER TABLE \`items\` ADD \`organization_id\` text;
ALTER TABLE \`items\` ADD \`group_id\` text;
ALTER TABLE \`items\` ADD \`user_id\` text;
CREATE INDEX \`items_fair\` ON \`items\` (\`target_id\`,\`organization_id\`,\`group_id\`,\`user_id\`,\`queued_at\`,\`job_id\`,\`idx\`) WHERE status = 1 AND remote IS NULL AND organization_id IS NOT NULL;

UPDATE items SET organization_id = j.organization_id, group_id = coalesce(j.group_id, ''), user_id = j.created_by,
  credits = coalesce(items.remote ->> '$.credits', 0)
FROM jobs j JOIN targets t ON t.id = j.target_id
WHERE j.id = items.job_id AND t.target ->> '$.kind' = 'REMOTE';

INSERT INTO usage
SELECT organization_id, month, resource, project_id, user_id, group_id, sum(amount) FROM (
  SELECT j.organization_id, CAST(strftime('%Y%m', j.updated_at / 1000, 'unixepoch') AS INTEGER) AS month,
    CASE t.target ->> '$.kind' WHEN 'COMPILER' THEN 'COMPILATION' ELSE 'SIMULATION' END AS resource,
    j.project_id, j.created_by AS user_id, coalesce(j.group_id, '') AS group_id, j.cpu_seconds AS amount
  FROM jobs j JOIN targets t ON t.id = j.target_id
  WHERE j.cpu_seconds > 0 AND t.target ->> '$.kind' IN ('COMPILER', 'SIMULATOR', 'NOISY_EMULATOR')
  UNION ALL
  SELECT j.organization_id, 0, 'STORAGE', j.project_id, j.created_by, coalesce(j.group_id, ''), p.size
  FROM jobs j JOIN programs p ON p.id IN (
    SELECT value ->> '$.programId' FROM json_each(
      coalesce(j.definition, (SELECT definition FROM job_definitions WHERE job_id = j.id)), '$.programs'))
  UNION ALL
  SELECT j.organization_id, 0, 'STORAGE', j.project_id, j.created_by, coalesce(j.group_id, ''), c.size
  FROM items i JOIN jobs j ON j.id = i.job_id JOIN contents c ON c.id = i.result_id
  UNION ALL
  SELECT j.organization_id, 0, 'STORAGE', j.project_id, j.created_by, coalesce(j.group_id, ''), c.size
  FROM attempts a JOIN jobs j ON j.id = a.job_id JOIN contents c ON c.id = a.result_id
  UNION ALL
  SELECT j.organization_id, CAST(strftime('%Y%m', (i.remote ->> '$.keyAt') / 1000, 'unixepoch') AS INTEGER), 'CREDITS',
    j.project_id, j.created_by, coalesce(j.group_id, ''), i.remote ->> '$.credits'
  FROM items i JOIN jobs j ON j.id = i.job_id WHERE i.remote IS NOT NULL AND i.status NOT IN (6, 7, 8, 9)
  UNION ALL
  SELECT j.organization_id, CAST(strftime('%Y%m', (a.attempt ->> '$.remote.keyAt') / 1000, 'unixepoch') AS INTEGER), 'CREDITS',
    j.project_id, j.created_by, coalesce(j.group_id, ''), a.attempt ->> '$.remote.credits'
  FROM attempts a JOIN jobs j ON j.id = a.job_id
  WHERE a.attempt ->> '$.status' = 'COMPLETED' AND a.attempt ->> '$.remote.keyAt' IS NOT NULL
) GROUP BY 1, 2, 3, 4, 5, 6;

INSERT INTO usage_totals
SELECT owner_id, resource, month, sum(amount) FROM (
  SELECT organization_id AS owner_id, resource, month, amount FROM usage
  UNION ALL SELECT user_id, resource, month, amount FROM usage
  UNION ALL SELECT group_id, resource, month, amount FROM usage WHERE group_id <> ''
) GROUP BY 1, 2, 3;`,
  },
  {
    name: '0008_organization_jobs',
    worksFrom: 0,
    sql: `CREATE INDEX \`jobs_by_organization_update\` ON \`jobs\` (\`organization_id\`,\`updated_at\`,\`id\`);
CREATE INDEX \`jobs_by_organization_name\` ON \`jobs\` (\`organization_id\`,\`name_lower\`,\`id\`);
CREATE INDEX \`jobs_by_organization_status\` ON \`jobs\` (\`organization_id\`,\`status\`,\`id\`);
CREATE INDEX \`jobs_by_organization_submitter\` ON \`jobs\` (\`organization_id\`,\`created_by\`,\`created_at\`,\`id\`);`,
  },
  {
    name: '0009_properties',
    worksFrom: 0,
    sql: `CREATE TABLE \`property_definitions\` (
	\`project_id\` text NOT NULL,
	\`name\` text NOT NULL,
	\`type\` text NOT NULL,
	\`colour\` text NOT NULL,
	\`is_required\` integer NOT NULL,
	\`description\` text NOT NULL,
	PRIMARY KEY(\`project_id\`, \`name\`),
	FOREIGN KEY (\`project_id\`) REFERENCES \`projects\`(\`id\`) ON UPDATE no action ON DELETE cascade
);`,
  },
  {
    name: '0010_notifications',
    worksFrom: 0,
    sql: `CREATE TABLE \`deliveries\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`webhook_id\` text,
	\`user_id\` text,
	\`ending\` text NOT NULL,
	\`status\` text NOT NULL,
	\`attempts\` integer NOT NULL,
	\`created_at\` integer NOT NULL,
	\`due_at\` integer,
	\`response_code\` integer,
	\`trouble\` text,
	\`delivered_at\` integer,
	FOREIGN KEY (\`webhook_id\`) REFERENCES \`webhooks\`(\`id\`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
);

CREATE INDEX \`deliveries_due\` ON \`deliveries\` (\`due_at\`) WHERE due_at IS NOT NULL;
CREATE INDEX \`deliveries_by_webhook\` ON \`deliveries\` (\`webhook_id\`,\`created_at\`,\`id\`);
CREATE INDEX \`deliveries_by_user\` ON \`deliveries\` (\`user_id\`);
CREATE TABLE \`followings\` (
	\`user_id\` text NOT NULL,
	\`subject_id\` text NOT NULL,
	\`project_id\` text NOT NULL,
	\`level\` text NOT NULL,
	\`by_email\` integer NOT NULL,
	\`by_webhook\` integer NOT NULL,
	PRIMARY KEY(\`user_id\`, \`subject_id\`),
	FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (\`project_id\`) REFERENCES \`projects\`(\`id\`) ON UPDATE no action ON DELETE cascade
);

CREATE INDEX \`followings_by_subject\` ON \`followings\` (\`subject_id\`);
CREATE INDEX \`followings_by_project\` ON \`followings\` (\`project_id\`);
CREATE TABLE \`job_endings\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`at\` integer NOT NULL,
	\`ending\` text NOT NULL
);

CREATE INDEX \`job_endings_by_time\` ON \`job_endings\` (\`at\`,\`id\`);
CREATE TABLE \`notifications\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`user_id\` text NOT NULL,
	\`at\` integer NOT NULL,
	\`read_at\` integer,
	\`ending\` text NOT NULL,
	FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
);

CREATE INDEX \`notifications_by_user\` ON \`notifications\` (\`user_id\`,\`at\`,\`id\`);
CREATE INDEX \`notifications_unread\` ON \`notifications\` (\`user_id\`) WHERE read_at IS NULL;
CREATE TABLE \`webhooks\` (
	\`id\` text PRIMARY KEY NOT NULL,
	\`name\` text NOT NULL,
	\`url\` text NOT NULL,
	\`organization_id\` text NOT NULL,
	\`user_id\` text,
	\`only_failures\` integer NOT NULL,
	\`is_active\` integer NOT NULL,
	\`created_at\` integer NOT NULL,
	\`sealed\` blob NOT NULL,
	FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
);

CREATE INDEX \`webhooks_by_user\` ON \`webhooks\` (\`user_id\`);
CREATE INDEX \`webhooks_by_organization\` ON \`webhooks\` (\`organization_id\`);`,
  },
] as const;
