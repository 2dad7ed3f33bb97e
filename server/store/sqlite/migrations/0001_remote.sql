CREATE TABLE `provider_credentials` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`user_id` text,
	`provider` text NOT NULL,
	`is_default` integer NOT NULL,
	`created_at` integer NOT NULL,
	`credential` text NOT NULL,
	`sealed` blob NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
DROP INDEX `items_waiting`;--> statement-breakpoint
ALTER TABLE `items` ADD `due_at` integer;--> statement-breakpoint
CREATE INDEX `items_due` ON `items` (`due_at`,`job_id`,`idx`) WHERE due_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `items_waiting` ON `items` (`target_id`,`queued_at`,`job_id`,`idx`) WHERE status = 1 AND remote IS NULL;--> statement-breakpoint
ALTER TABLE `items` DROP COLUMN `remote_id`;