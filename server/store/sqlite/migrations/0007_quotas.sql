CREATE TABLE `fair_costs` (
	`target_id` text NOT NULL,
	`minute` integer NOT NULL,
	`organization_id` text NOT NULL,
	`group_id` text NOT NULL,
	`user_id` text NOT NULL,
	`credits` real NOT NULL,
	PRIMARY KEY(`target_id`, `minute`, `organization_id`, `group_id`, `user_id`)
);
--> statement-breakpoint
CREATE TABLE `quotas` (
	`owner_id` text NOT NULL,
	`resource` text NOT NULL,
	`owner_kind` text NOT NULL,
	`organization_id` text NOT NULL,
	`amount` real NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	PRIMARY KEY(`owner_id`, `resource`)
);
--> statement-breakpoint
CREATE INDEX `quotas_by_organization` ON `quotas` (`organization_id`);--> statement-breakpoint
CREATE TABLE `usage` (
	`organization_id` text NOT NULL,
	`month` integer NOT NULL,
	`resource` text NOT NULL,
	`project_id` text NOT NULL,
	`user_id` text NOT NULL,
	`group_id` text NOT NULL,
	`amount` real NOT NULL,
	PRIMARY KEY(`organization_id`, `month`, `resource`, `project_id`, `user_id`, `group_id`)
);
--> statement-breakpoint
CREATE TABLE `usage_totals` (
	`owner_id` text NOT NULL,
	`resource` text NOT NULL,
	`month` integer NOT NULL,
	`amount` real NOT NULL,
	PRIMARY KEY(`owner_id`, `resource`, `month`)
);
--> statement-breakpoint
ALTER TABLE `items` ADD `credits` real;--> statement-breakpoint
ALTER TABLE `items` ADD `organization_id` text;--> statement-breakpoint
ALTER TABLE `items` ADD `group_id` text;--> statement-breakpoint
ALTER TABLE `items` ADD `user_id` text;--> statement-breakpoint
CREATE INDEX `items_fair` ON `items` (`target_id`,`organization_id`,`group_id`,`user_id`,`queued_at`,`job_id`,`idx`) WHERE status = 1 AND remote IS NULL AND organization_id IS NOT NULL;
--> statement-breakpoint
UPDATE items SET organization_id = j.organization_id, group_id = coalesce(j.group_id, ''), user_id = j.created_by,
  credits = coalesce(items.remote ->> '$.credits', 0)
FROM jobs j JOIN targets t ON t.id = j.target_id
WHERE j.id = items.job_id AND t.target ->> '$.kind' = 'REMOTE';
--> statement-breakpoint
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
--> statement-breakpoint
INSERT INTO usage_totals
SELECT owner_id, resource, month, sum(amount) FROM (
  SELECT organization_id AS owner_id, resource, month, amount FROM usage
  UNION ALL SELECT user_id, resource, month, amount FROM usage
  UNION ALL SELECT group_id, resource, month, amount FROM usage WHERE group_id <> ''
) GROUP BY 1, 2, 3;
