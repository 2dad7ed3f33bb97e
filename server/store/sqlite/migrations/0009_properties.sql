CREATE TABLE `property_definitions` (
	`project_id` text NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`colour` text NOT NULL,
	`is_required` integer NOT NULL,
	`description` text NOT NULL,
	PRIMARY KEY(`project_id`, `name`),
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE cascade
);
