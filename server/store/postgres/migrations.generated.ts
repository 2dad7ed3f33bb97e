/** Made by embed-migrations.ts from migrations/*.sql: do not edit. */
export const MIGRATIONS = [
  {
    name: '0000_first',
    worksFrom: 1,
    sql: `CREATE TABLE "attempts" (
	"job_id" text COLLATE "C" NOT NULL,
	"idx" integer NOT NULL,
	"number" integer NOT NULL,
	"result_id" text COLLATE "C",
	"run_id" text COLLATE "C",
	"attempt" text COLLATE "C" NOT NULL,
	CONSTRAINT "attempts_job_id_idx_number_pk" PRIMARY KEY("job_id","idx","number")
);

CREATE TABLE "audit_entries" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"actor_id" text COLLATE "C",
	"actor_name" text COLLATE "C" NOT NULL,
	"via" text COLLATE "C" NOT NULL,
	"address" text COLLATE "C",
	"token_id" text COLLATE "C",
	"request_id" text COLLATE "C",
	"action" text COLLATE "C" NOT NULL,
	"subject_type" text COLLATE "C" NOT NULL,
	"subject_id" text COLLATE "C" NOT NULL,
	"subject_name" text COLLATE "C" NOT NULL,
	"project_id" text COLLATE "C",
	"reason" text COLLATE "C",
	"idempotency_key" text COLLATE "C",
	"before" text COLLATE "C",
	"after" text COLLATE "C"
);

CREATE TABLE "contents" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"codec" text COLLATE "C" NOT NULL,
	"size" integer NOT NULL,
	"bytes" "bytea" NOT NULL
);

CREATE TABLE "credentials" (
	"hash" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"expires_at" bigint NOT NULL
);

CREATE TABLE "events" (
	"job_id" text COLLATE "C" NOT NULL,
	"version" integer NOT NULL,
	"at" bigint NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"actor" text COLLATE "C",
	"message" text COLLATE "C",
	"status" integer NOT NULL,
	"counts" text COLLATE "C" NOT NULL,
	"attempt" integer NOT NULL,
	"items" text COLLATE "C" NOT NULL,
	CONSTRAINT "events_job_id_version_pk" PRIMARY KEY("job_id","version")
);

CREATE TABLE "group_members" (
	"group_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	CONSTRAINT "group_members_user_id_group_id_pk" PRIMARY KEY("user_id","group_id")
);

CREATE TABLE "groups" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"priority" integer NOT NULL,
	"created_at" bigint NOT NULL
);

CREATE TABLE "idempotency_keys" (
	"user_id" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"fingerprint" text COLLATE "C" NOT NULL,
	"job_id" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "idempotency_keys_user_id_key_pk" PRIMARY KEY("user_id","key")
);

CREATE TABLE "items" (
	"job_id" text COLLATE "C" NOT NULL,
	"idx" integer NOT NULL,
	"target_id" text COLLATE "C" NOT NULL,
	"status" integer NOT NULL,
	"attempt" integer NOT NULL,
	"fence" integer NOT NULL,
	"message" text COLLATE "C",
	"error_detail" text COLLATE "C",
	"status_times" text COLLATE "C" NOT NULL,
	"queued_at" bigint,
	"result_id" text COLLATE "C",
	"worker_id" text COLLATE "C",
	"restarts" integer NOT NULL,
	"cpu_seconds" double precision NOT NULL,
	"remote" text COLLATE "C",
	"run_id" text COLLATE "C",
	"due_at" bigint,
	"credits" double precision,
	"organization_id" text COLLATE "C",
	"group_id" text COLLATE "C",
	"user_id" text COLLATE "C",
	CONSTRAINT "items_job_id_idx_pk" PRIMARY KEY("job_id","idx")
);

CREATE TABLE "job_definitions" (
	"job_id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"definition" text COLLATE "C" NOT NULL
);

CREATE TABLE "job_programs" (
	"job_id" text COLLATE "C" NOT NULL,
	"program_id" text COLLATE "C" NOT NULL,
	CONSTRAINT "job_programs_job_id_program_id_pk" PRIMARY KEY("job_id","program_id")
);

CREATE TABLE "job_properties" (
	"project_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"value" text COLLATE "C" NOT NULL,
	"number" double precision,
	"job_id" text COLLATE "C" NOT NULL
);

CREATE TABLE "jobs" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"project_id" text COLLATE "C" NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"description" text COLLATE "C" NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"target_id" text COLLATE "C" NOT NULL,
	"status" integer NOT NULL,
	"message" text COLLATE "C",
	"error_detail" text COLLATE "C",
	"version" integer NOT NULL,
	"attempt" integer NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"status_times" text COLLATE "C" NOT NULL,
	"counts" text COLLATE "C" NOT NULL,
	"properties" text COLLATE "C" NOT NULL,
	"rerun_of" text COLLATE "C",
	"cancellation" text COLLATE "C",
	"cpu_seconds" double precision NOT NULL,
	"credits" double precision NOT NULL,
	"definition" text COLLATE "C",
	"group_id" text COLLATE "C",
	"name_lower" text COLLATE "C" NOT NULL
);

CREATE TABLE "organizations" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL
);

CREATE TABLE "programs" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"project_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"language" text COLLATE "C" NOT NULL,
	"content_id" text COLLATE "C" NOT NULL,
	"size" integer NOT NULL
);

CREATE TABLE "project_job_counts" (
	"project_id" text COLLATE "C" NOT NULL,
	"shard" integer NOT NULL,
	"submitted" bigint NOT NULL,
	"queued" bigint NOT NULL,
	"running" bigint NOT NULL,
	"cancelling" bigint NOT NULL,
	"retrying" bigint NOT NULL,
	"completed" bigint NOT NULL,
	"error" bigint NOT NULL,
	"cancelled" bigint NOT NULL,
	"terminated" bigint NOT NULL,
	"depleted" bigint NOT NULL,
	CONSTRAINT "project_job_counts_project_id_shard_pk" PRIMARY KEY("project_id","shard")
);

CREATE TABLE "project_members" (
	"project_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	CONSTRAINT "project_members_user_id_project_id_pk" PRIMARY KEY("user_id","project_id")
);

CREATE TABLE "project_teams" (
	"project_id" text COLLATE "C" NOT NULL,
	"team_id" text COLLATE "C" NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	CONSTRAINT "project_teams_team_id_project_id_pk" PRIMARY KEY("team_id","project_id")
);

CREATE TABLE "projects" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"description" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"archived_at" bigint
);

CREATE TABLE "property_definitions" (
	"project_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"colour" text COLLATE "C" NOT NULL,
	"is_required" boolean NOT NULL,
	"description" text COLLATE "C" NOT NULL,
	CONSTRAINT "property_definitions_project_id_name_pk" PRIMARY KEY("project_id","name")
);

CREATE TABLE "provider_credentials" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C",
	"provider" text COLLATE "C" NOT NULL,
	"is_default" boolean NOT NULL,
	"created_at" bigint NOT NULL,
	"credential" text COLLATE "C" NOT NULL,
	"sealed" "bytea" NOT NULL
);

CREATE TABLE "team_invitations" (
	"team_id" text COLLATE "C" NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"invited_by" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"declined_at" bigint,
	CONSTRAINT "team_invitations_team_id_email_pk" PRIMARY KEY("team_id","email")
);

CREATE TABLE "team_members" (
	"team_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"is_manager" boolean NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "team_members_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	CONSTRAINT "team_members_user_id_team_id_pk" PRIMARY KEY("user_id","team_id")
);

CREATE TABLE "teams" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"description" text COLLATE "C" NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL
);

CREATE TABLE "unnamed_contents" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "unnamed_contents_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" text COLLATE "C" NOT NULL
);

CREATE TABLE "users" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"is_organization_admin" boolean NOT NULL,
	"is_platform_admin" boolean NOT NULL,
	"email" text COLLATE "C",
	"status" text COLLATE "C" DEFAULT 'ACTIVE' NOT NULL,
	"priority" integer DEFAULT 5 NOT NULL,
	"default_group_id" text COLLATE "C",
	"created_at" bigint DEFAULT 0 NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "users_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	CONSTRAINT "users_email_unique" UNIQUE("email")
);

CREATE TABLE "accounts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"provider_id" text COLLATE "C" NOT NULL,
	"account_id" text COLLATE "C" NOT NULL,
	"password" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);

CREATE TABLE "api_tokens" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"scopes" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint,
	"last_used_at" bigint,
	CONSTRAINT "api_tokens_hash_unique" UNIQUE("hash")
);

CREATE TABLE "invitations" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"is_organization_admin" boolean NOT NULL,
	"group_ids" text COLLATE "C" NOT NULL,
	"invited_by" text COLLATE "C",
	"hash" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	CONSTRAINT "invitations_hash_unique" UNIQUE("hash")
);

CREATE TABLE "sessions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"token_hash" text COLLATE "C" NOT NULL,
	"expires_at" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"address" text COLLATE "C",
	"user_agent" text COLLATE "C",
	CONSTRAINT "sessions_token_hash_unique" UNIQUE("token_hash")
);

CREATE TABLE "settings" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"value" text COLLATE "C" NOT NULL
);

CREATE TABLE "verifications" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"identifier" text COLLATE "C" NOT NULL,
	"value" text COLLATE "C" NOT NULL,
	"expires_at" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);

CREATE TABLE "connection_marks" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "connection_marks_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"mark" bigint NOT NULL,
	"opened_at" bigint NOT NULL
);

CREATE TABLE "duties" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"node_id" text COLLATE "C",
	"fence" bigint NOT NULL,
	"beat" bigint NOT NULL
);

CREATE TABLE "finished_minutes" (
	"target_id" text COLLATE "C" NOT NULL,
	"minute" integer NOT NULL,
	"shard" integer NOT NULL,
	"items" bigint NOT NULL,
	CONSTRAINT "finished_minutes_target_id_minute_shard_pk" PRIMARY KEY("target_id","minute","shard")
);

CREATE TABLE "nodes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"label" text COLLATE "C" NOT NULL,
	"version" text COLLATE "C" NOT NULL,
	"started_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"beat" bigint NOT NULL,
	"worker_id" text COLLATE "C",
	"slots" integer NOT NULL,
	"target_ids" text COLLATE "C" NOT NULL
);

CREATE TABLE "queue_counts" (
	"target_id" text COLLATE "C" NOT NULL,
	"shard" integer NOT NULL,
	"waiting" bigint NOT NULL,
	"running" bigint NOT NULL,
	CONSTRAINT "queue_counts_target_id_shard_pk" PRIMARY KEY("target_id","shard")
);

CREATE TABLE "runs" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "runs_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"target_id" text COLLATE "C" NOT NULL,
	"finished_at" bigint NOT NULL,
	"seconds" double precision NOT NULL
);

CREATE TABLE "targets" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"place" integer NOT NULL,
	"target" text COLLATE "C" NOT NULL
);

CREATE TABLE "workers" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"beat" bigint NOT NULL,
	"added_at" bigint NOT NULL
);

CREATE TABLE "fair_costs" (
	"target_id" text COLLATE "C" NOT NULL,
	"minute" integer NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"group_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"credits" double precision NOT NULL,
	CONSTRAINT "fair_costs_target_id_minute_organization_id_group_id_user_id_pk" PRIMARY KEY("target_id","minute","organization_id","group_id","user_id")
);

CREATE TABLE "quotas" (
	"owner_id" text COLLATE "C" NOT NULL,
	"resource" text COLLATE "C" NOT NULL,
	"owner_kind" text COLLATE "C" NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"amount" double precision NOT NULL,
	"updated_at" bigint NOT NULL,
	"updated_by" text COLLATE "C" NOT NULL,
	CONSTRAINT "quotas_owner_id_resource_pk" PRIMARY KEY("owner_id","resource")
);

CREATE TABLE "usage" (
	"organization_id" text COLLATE "C" NOT NULL,
	"month" integer NOT NULL,
	"resource" text COLLATE "C" NOT NULL,
	"project_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"group_id" text COLLATE "C" NOT NULL,
	"shard" integer NOT NULL,
	"amount" double precision NOT NULL,
	CONSTRAINT "usage_organization_id_month_resource_project_id_user_id_group_id_shard_pk" PRIMARY KEY("organization_id","month","resource","project_id","user_id","group_id","shard")
);

CREATE TABLE "usage_totals" (
	"owner_id" text COLLATE "C" NOT NULL,
	"resource" text COLLATE "C" NOT NULL,
	"month" integer NOT NULL,
	"shard" integer NOT NULL,
	"amount" double precision NOT NULL,
	CONSTRAINT "usage_totals_owner_id_resource_month_shard_pk" PRIMARY KEY("owner_id","resource","month","shard")
);

ALTER TABLE "attempts" ADD CONSTRAINT "attempts_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_result_id_contents_id_fk" FOREIGN KEY ("result_id") REFERENCES "public"."contents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_run_id_contents_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."contents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "events" ADD CONSTRAINT "events_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "groups" ADD CONSTRAINT "groups_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "items" ADD CONSTRAINT "items_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "items" ADD CONSTRAINT "items_result_id_contents_id_fk" FOREIGN KEY ("result_id") REFERENCES "public"."contents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "items" ADD CONSTRAINT "items_run_id_contents_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."contents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "job_definitions" ADD CONSTRAINT "job_definitions_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "job_programs" ADD CONSTRAINT "job_programs_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "job_programs" ADD CONSTRAINT "job_programs_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "programs" ADD CONSTRAINT "programs_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "programs" ADD CONSTRAINT "programs_content_id_contents_id_fk" FOREIGN KEY ("content_id") REFERENCES "public"."contents"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "project_members" ADD CONSTRAINT "project_members_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "project_members" ADD CONSTRAINT "project_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "project_teams" ADD CONSTRAINT "project_teams_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "project_teams" ADD CONSTRAINT "project_teams_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "projects" ADD CONSTRAINT "projects_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "property_definitions" ADD CONSTRAINT "property_definitions_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "provider_credentials" ADD CONSTRAINT "provider_credentials_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "provider_credentials" ADD CONSTRAINT "provider_credentials_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "team_invitations" ADD CONSTRAINT "team_invitations_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "team_invitations" ADD CONSTRAINT "team_invitations_invited_by_users_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "teams" ADD CONSTRAINT "teams_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "users" ADD CONSTRAINT "users_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_users_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
CREATE INDEX "attempts_by_result" ON "attempts" USING btree ("result_id") WHERE result_id IS NOT NULL;
CREATE INDEX "attempts_by_run" ON "attempts" USING btree ("run_id") WHERE run_id IS NOT NULL;
CREATE INDEX "audit_by_time" ON "audit_entries" USING btree ("organization_id","at","id");
CREATE INDEX "audit_by_actor" ON "audit_entries" USING btree ("organization_id","actor_id","at","id");
CREATE INDEX "audit_by_subject" ON "audit_entries" USING btree ("subject_id","at","id");
CREATE INDEX "credentials_by_expiry" ON "credentials" USING btree ("expires_at");
CREATE INDEX "group_members_by_group" ON "group_members" USING btree ("group_id");
CREATE UNIQUE INDEX "groups_by_name" ON "groups" USING btree ("organization_id","name");
CREATE INDEX "items_fair" ON "items" USING btree ("target_id","organization_id","group_id","user_id","queued_at","job_id","idx") WHERE status = 1 AND remote IS NULL AND organization_id IS NOT NULL;
CREATE INDEX "items_waiting" ON "items" USING btree ("target_id","queued_at","job_id","idx") WHERE status = 1 AND remote IS NULL;
CREATE INDEX "items_running" ON "items" USING btree ("worker_id","job_id","idx") WHERE status = 2 AND worker_id IS NOT NULL;
CREATE INDEX "items_due" ON "items" USING btree ("due_at","job_id","idx") WHERE due_at IS NOT NULL;
CREATE INDEX "items_by_result" ON "items" USING btree ("result_id") WHERE result_id IS NOT NULL;
CREATE INDEX "items_by_run" ON "items" USING btree ("run_id") WHERE run_id IS NOT NULL;
CREATE INDEX "job_programs_by_program" ON "job_programs" USING btree ("program_id");
CREATE INDEX "job_properties_by_value" ON "job_properties" USING btree ("project_id","name",md5("value"),"job_id");
CREATE INDEX "jobs_by_creation" ON "jobs" USING btree ("project_id","created_at","id");
CREATE INDEX "jobs_by_update" ON "jobs" USING btree ("project_id","updated_at","id");
CREATE INDEX "jobs_by_name" ON "jobs" USING btree ("project_id","name_lower","id");
CREATE INDEX "jobs_by_status" ON "jobs" USING btree ("project_id","status","id");
CREATE INDEX "jobs_by_submitter" ON "jobs" USING btree ("project_id","created_by","created_at","id");
CREATE INDEX "jobs_by_organization" ON "jobs" USING btree ("organization_id","created_at","id");
CREATE INDEX "jobs_by_organization_update" ON "jobs" USING btree ("organization_id","updated_at","id");
CREATE INDEX "jobs_by_organization_name" ON "jobs" USING btree ("organization_id","name_lower","id");
CREATE INDEX "jobs_by_organization_status" ON "jobs" USING btree ("organization_id","status","id");
CREATE INDEX "jobs_by_organization_submitter" ON "jobs" USING btree ("organization_id","created_by","created_at","id");
CREATE INDEX "jobs_by_source" ON "jobs" USING btree ("rerun_of","created_at","id") WHERE rerun_of IS NOT NULL;
CREATE INDEX "programs_by_project" ON "programs" USING btree ("project_id");
CREATE INDEX "programs_by_content" ON "programs" USING btree ("content_id");
CREATE INDEX "project_members_by_project" ON "project_members" USING btree ("project_id");
CREATE INDEX "project_teams_by_project" ON "project_teams" USING btree ("project_id");
CREATE INDEX "projects_by_creation" ON "projects" USING btree ("created_at","id");
CREATE INDEX "projects_by_organization" ON "projects" USING btree ("organization_id","created_at","id");
CREATE INDEX "team_invitations_by_email" ON "team_invitations" USING btree ("email");
CREATE INDEX "team_members_by_team" ON "team_members" USING btree ("team_id");
CREATE INDEX "users_by_name" ON "users" USING btree ("organization_id",lower("name"),"id");
CREATE UNIQUE INDEX "accounts_by_provider" ON "accounts" USING btree ("provider_id","account_id");
CREATE INDEX "accounts_by_user" ON "accounts" USING btree ("user_id");
CREATE INDEX "api_tokens_by_user" ON "api_tokens" USING btree ("user_id","created_at");
CREATE UNIQUE INDEX "invitations_by_email" ON "invitations" USING btree ("organization_id","email");
CREATE INDEX "invitations_by_address" ON "invitations" USING btree ("email");
CREATE INDEX "sessions_by_user" ON "sessions" USING btree ("user_id");
CREATE INDEX "sessions_by_expiry" ON "sessions" USING btree ("expires_at");
CREATE INDEX "verifications_by_identifier" ON "verifications" USING btree ("identifier");
CREATE INDEX "verifications_by_expiry" ON "verifications" USING btree ("expires_at");
CREATE INDEX "runs_by_target" ON "runs" USING btree ("target_id","finished_at","seq");
CREATE INDEX "quotas_by_organization" ON "quotas" USING btree ("organization_id");

CREATE FUNCTION "audit_entries_stay"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'entries of the audit are not changed or removed'; END $$;

CREATE TRIGGER "audit_entries_stay" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entries" FOR EACH STATEMENT EXECUTE FUNCTION "audit_entries_stay"();`,
  },
  {
    name: '0001_notifications',
    worksFrom: 0,
    sql: `CREATE TABLE "deliveries" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"webhook_id" text COLLATE "C",
	"user_id" text COLLATE "C",
	"ending" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"attempts" integer NOT NULL,
	"created_at" bigint NOT NULL,
	"due_at" bigint,
	"response_code" integer,
	"trouble" text COLLATE "C",
	"delivered_at" bigint
);

CREATE TABLE "followings" (
	"user_id" text COLLATE "C" NOT NULL,
	"subject_id" text COLLATE "C" NOT NULL,
	"project_id" text COLLATE "C" NOT NULL,
	"level" text COLLATE "C" NOT NULL,
	"by_email" boolean NOT NULL,
	"by_webhook" boolean NOT NULL,
	CONSTRAINT "followings_user_id_subject_id_pk" PRIMARY KEY("user_id","subject_id")
);

CREATE TABLE "job_endings" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"ending" text COLLATE "C" NOT NULL
);

CREATE TABLE "notifications" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"read_at" bigint,
	"ending" text COLLATE "C" NOT NULL
);

CREATE TABLE "webhooks" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"url" text COLLATE "C" NOT NULL,
	"organization_id" text COLLATE "C" NOT NULL,
	"user_id" text COLLATE "C",
	"only_failures" boolean NOT NULL,
	"is_active" boolean NOT NULL,
	"created_at" bigint NOT NULL,
	"sealed" "bytea" NOT NULL
);

ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "followings" ADD CONSTRAINT "followings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "followings" ADD CONSTRAINT "followings_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("due_at") WHERE due_at IS NOT NULL;
CREATE INDEX "deliveries_by_webhook" ON "deliveries" USING btree ("webhook_id","created_at","id");
CREATE INDEX "deliveries_by_user" ON "deliveries" USING btree ("user_id");
CREATE INDEX "followings_by_subject" ON "followings" USING btree ("subject_id");
CREATE INDEX "followings_by_project" ON "followings" USING btree ("project_id");
CREATE INDEX "job_endings_by_time" ON "job_endings" USING btree ("at","id");
CREATE INDEX "notifications_by_user" ON "notifications" USING btree ("user_id","at","id");
CREATE INDEX "notifications_unread" ON "notifications" USING btree ("user_id") WHERE read_at IS NULL;
CREATE INDEX "webhooks_by_user" ON "webhooks" USING btree ("user_id");
CREATE INDEX "webhooks_by_organization" ON "webhooks" USING btree ("organization_id");`,
  },
] as const;
