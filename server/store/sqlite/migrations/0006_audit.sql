CREATE TABLE `audit_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`organization_id` text NOT NULL,
	`actor_id` text,
	`actor_name` text NOT NULL,
	`via` text NOT NULL,
	`address` text,
	`token_id` text,
	`request_id` text,
	`action` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`subject_name` text NOT NULL,
	`project_id` text,
	`reason` text,
	`idempotency_key` text,
	`before` text,
	`after` text
);
--> statement-breakpoint
CREATE INDEX `audit_by_time` ON `audit_entries` (`organization_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_by_actor` ON `audit_entries` (`organization_id`,`actor_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_by_subject` ON `audit_entries` (`subject_id`,`at`,`id`);--> statement-breakpoint
CREATE TRIGGER `audit_entries_stay` BEFORE UPDATE ON `audit_entries` BEGIN SELECT RAISE(ABORT, 'entries of the audit are not changed'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_entries_are_kept` BEFORE DELETE ON `audit_entries` BEGIN SELECT RAISE(ABORT, 'entries of the audit are not removed'); END;
