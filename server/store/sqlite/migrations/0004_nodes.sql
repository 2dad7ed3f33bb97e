CREATE TABLE `duties` (
	`name` text PRIMARY KEY NOT NULL,
	`node_id` text,
	`fence` integer NOT NULL,
	`beat` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `nodes` (
	`id` text PRIMARY KEY NOT NULL,
	`role` text NOT NULL,
	`label` text NOT NULL,
	`version` text NOT NULL,
	`started_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`beat` integer NOT NULL,
	`worker_id` text,
	`slots` integer NOT NULL,
	`target_ids` text NOT NULL
);
