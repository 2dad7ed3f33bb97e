CREATE INDEX `jobs_by_organization_update` ON `jobs` (`organization_id`,`updated_at`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_by_organization_name` ON `jobs` (`organization_id`,`name_lower`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_by_organization_status` ON `jobs` (`organization_id`,`status`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_by_organization_submitter` ON `jobs` (`organization_id`,`created_by`,`created_at`,`id`);