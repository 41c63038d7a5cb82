-- migrations: {"access.0001_initial": "e7e1028841ba3c46", "access.0002_initial": "e9927ddd7cf6d1ed", "access.0003_invitations_and_officers_apart": "bdd15eef2c88b696", "access.0004_centre_and_organisation_desks": "6cdf3bdd272d2541", "access.0005_connected_systems": "de501a85d1b57be0", "access.0006_denials": "6c7f8e5213730223", "access.0007_denials_of_categories": "5a6f5a1b18a9b7e3", "account.0001_initial": "6f27ff6bdf57521a", "account.0002_email_max_length": "c956ab7a3c3660a1", "account.0003_alter_emailaddress_create_unique_verified_email": "66b6f1939621bcfa", "account.0004_alter_emailaddress_drop_unique_email": "ebc6317e90c47d7a", "account.0005_emailaddress_idx_upper_email": "e7569f1662da1754", "account.0006_emailaddress_lower": "54adb08cb3fba66b", "account.0007_emailaddress_idx_email": "87fad70bfde8ae29", "account.0008_emailaddress_unique_primary_email_fixup": "794bf875bdbef9c4", "account.0009_emailaddress_unique_primary_email": "79762cfa7b1e1d7c", "accounts.0001_initial": "b029d87696f85244", "accounts.0002_append_only": "37b2df5dd6628130", "accounts.0003_savings": "516a37646c5fafa1", "accounts.0004_advance": "b0fde8f430ceafd1", "accounts.0005_nodes": "7c4c3f76daf048c6", "agreements.0001_initial": "9c1ec5fed5550727", "agreements.0002_registry_fields": "efffd8f78a27c6aa", "agreements.0003_signed_form_doctor_and_panel": "2d7cb35b3074a40e", "agreements.0004_contracts_projects_caseloads": "a849a10b14e05aa4", "agreements.0005_places_on_panels": "c18e3811afba597d", "agreements.0006_caseload_of_whom": "709b1b899d5fff18", "agreements.0007_statistics_of_spans": "1d4bb62bf5cb9f5e", "agreements.0008_declined_by_whom_and_why": "c03c1c5dacfb3443", "assessments.0001_initial": "4921f03d83ce6cc1", "audit.0001_extensions": "ccc3023115589016", "audit.0002_initial": "1ac47373cf4d366e", "audit.0003_append_only": "2d850490df7133d8", "audit.0004_sealing_numbers": "d0138cb7756b8a78", "audit.0005_alter_seal_stream": "767065c19d831a28", "auth.0001_initial": "845cff319606332f", "auth.0002_alter_permission_name_max_length": "feaf97e0e8f7d148", "auth.0003_alter_user_email_max_length": "9d5657b4db9872dc", "auth.0004_alter_user_username_opts": "9538db342c9a9bec", "auth.0005_alter_user_last_login_null": "79f60a35dc000fdd", "auth.0006_require_contenttypes_0002": "00cb16e3405f14b6", "auth.0007_alter_validators_add_error_messages": "115db87dc327530f", "auth.0008_alter_user_username_max_length": "02857f65f7d64814", "auth.0009_alter_user_last_name_max_length": "19a89500e7f108a7", "auth.0010_alter_group_name_max_length": "0963ed6498ac0b3a", "auth.0011_update_proxy_permissions": "85a5dde708dc4b61", "auth.0012_alter_user_first_name_max_length": "6cefbc9f80903763", "beds.0001_initial": "ee49731f80639f5d", "beds.0002_transfer_declared": "2b885b16a034665b", "beds.0003_runs_are_never_stale": "cdc73e631cf5d9d1", "booking.0001_initial": "07906fce17c98dbe", "booking.0002_problem_of_a_visit": "22a70479ab9162f6", "booking.0003_closed_sessions_free_their_time": "61ac4c5e523b2142", "booking.0004_left_before_being_seen": "5bd352cfd22d8eb7", "budgets.0001_initial": "8afd0708baf9a3de", "budgets.0002_append_only": "57ce82a6cb0c69d8", "budgets.0003_capitations_withdrawn": "0ed9d763fc0724b7", "budgets.0004_capitations_without_run": "a46df1fc2153c3e7", "care.0001_initial": "446b4ff140a82a01", "care.0002_append_only": "957d1d2a06421d5e", "cases.0001_initial": "2c7c56900ef0eafc", "cases.0002_append_only": "689846a901f0b50c", "claims.0001_initial": "7682524bc24edda8", "claims.0002_append_only": "3497818e124360a7", "claims.0003_settlement_lists": "046e7cab93cab3cc", "claims.0004_doctor_and_minutes": "7e4aa6fd6501be1c", "claims.0005_through_a_node": "61bbd6719b088128", "claims.0006_care_from_acts": "95dd8eff577ac4a3", "clients.0001_initial": "7807a19f88480f55", "consents.0001_initial": "be6d7ed56f3706b2", "consents.0002_emergencies_questions_exports": "8d48600bd6a79d18", "consents.0003_carried_by_a_node": "6ea63e5a3d64f358", "consents.0004_way_by_an_app": "404471c00885d47b", "contenttypes.0001_initial": "35ed8489a147e0b4", "contenttypes.0002_remove_content_type_name": "7d36494075750f0e", "cross_region.0001_initial": "0201ea938db2a41b", "decisions.0001_initial": "07be188528fc4138", "decisions.0002_append_only": "42b03b3dc06d739c", "decisions.0003_missing_value": "b0f60565675ad284", "documents.0001_initial": "331b9ca8d5b55d77", "documents.0002_longer_media_type": "52e83548c59050bf", "exchange.0001_initial": "d3fd4ce7413393b1", "exchange.0002_settlements": "45dcd25fc38e975b", "exchange.0003_parked_answers": "95a1b78f4df7a8ae", "fees.0001_initial": "5d71273fc92c4aa0", "fees.0002_append_only": "cefa06c81fd0fd64", "fees.0003_bills": "a326e5287347a634", "forecasts.0001_initial": "7a41788f4ae2a52e", "forecasts.0002_forecasts": "c259ca7d878b4701", "identity.0001_initial": "87437a3b7f93098e", "identity.0002_moved_kinds": "5a0e27fa293ff3fa", "key_groups.0001_initial": "f7c7ae3712a40af4", "key_groups.0002_statistics_of_spans": "03af915e037fa048", "layouts.0001_initial": "f768112d51b06ca4", "layouts.0002_orders": "06da1deb6448d35a", "ledger.0001_initial": "fe3eede5d2140b80", "ledger.0002_append_only": "59c087bd5718e793", "ledger.0003_sealing_numbers": "15febbdbc0368e77", "ledger.0004_accepted_acts": "d5bbcbc1769a18dc", "measures.0001_initial": "bfa2d71b2c6c7c89", "mfa.0001_initial": "a42b6353f2ed5dd7", "mfa.0002_authenticator_timestamps": "b6566eb07301e2e4", "mfa.0003_authenticator_type_uniq": "88550a456154080c", "network.0001_initial": "3cc410bf0943b783", "network.0002_registry_fields": "b6210f884be65e2e", "network.0003_teams_with_caseloads_and_turns": "860865b9678e3d32", "network.0004_employers": "0c913ddfbc4b1df5", "network.0005_partner_institutions": "39afd63f9860dccf", "network.0006_pooled_beds": "81531c4b9fd2fe2a", "network.0007_designations": "2cda4221154332d1", "network.0008_designations_of_today": "0a05ca9cabcb104b", "notices.0001_initial": "582d1880ef548fd9", "notices.0002_rounds_and_roles": "c2afe85f2baaaa24", "notices.0003_index_what_waits": "80daa14bff1b09d2", "oversight.0001_initial": "5bfe76d673e14af6", "oversight.0002_append_only": "66426a87bdb1ab97", "people.0001_initial": "6a8a1a740ce412a6", "people.0002_registry_fields": "6ae9c3bbe7ab93a8", "people.0003_person_merged_into": "616706d149367947", "people.0004_statistics_of_deaths": "8d4bc30be6c6282c", "people.0005_living_not_known": "5d217dfc0da9e66f", "performance.0001_initial": "e18f72eca6e17c18", "performance.0002_rewards_and_vetoes": "434d7943ef5c4990", "postbox.0001_initial": "0fec015b72ccc45f", "procrastinate.0001_initial": "be81516c79d02f26", "procrastinate.0002_drop_started_at_column": "2ead163c1ce2991d", "procrastinate.0003_drop_started_at_column": "740f2d8ff02c0bb5", "procrastinate.0004_drop_procrastinate_version_table": "9f48b76f59a9cc8c", "procrastinate.0005_fix_procrastinate_fetch_job": "6a8e4055ab8e463d", "procrastinate.0006_fix_trigger_status_events_insert": "d9d2f532a094aa09", "procrastinate.0007_add_queueing_lock_column": "dc12645a882f2067", "procrastinate.0008_close_fetch_job_race_condition": "74c7c44a68d3c204", "procrastinate.0009_add_defer_job_function": "b9d529f1bb143b09", "procrastinate.0010_add_procrastinate_periodic_defers": "bd1aa56a04f86df5", "procrastinate.0011_add_foreign_key_index": "25cc0914481114fd", "procrastinate.0012_add_locks_to_periodic_defer": "7cf8863ace39220c", "procrastinate.0013_fix_procrastinate_defer_periodic_job": "4d5072911b8c904c", "procrastinate.0014_add_finish_job_and_retry_job_functions": "20ebed9ca30246c8", "procrastinate.0015_add_trigger_on_job_deletion": "41bec3a5111ff97f", "procrastinate.0016_delete_finished_jobs": "aa4d841aae25c4b1", "procrastinate.0017_add_checks_to_finish_job": "fa9f208ddf3368de", "procrastinate.0018_add_checks_to_retry_job": "893bfc867f1594eb", "procrastinate.0019_fix_finish_job_compat_issue": "4c85f00a990bb3d7", "procrastinate.0020_add_index_on_procrastinate_jobs": "5a93c4ea92b856f5", "procrastinate.0021_add_kwargs_to_defer_periodic_job": "88dd3371cbdee2ba", "procrastinate.0022_null_locks_excluded": "2d5b088f88e89d69", "procrastinate.0023_remove_old_finish_job_function": "89267383eac7bb81", "procrastinate.0024_job_id_bigint": "27108dc62abe6372", "procrastinate.0025_add_models": "29580ceb9d30811c", "procrastinate.0026_add_job_priority": "4f7746b8edef802a", "procrastinate.0027_add_periodic_job_priority": "17e24782e5f4b56e", "procrastinate.0028_add_cancel_states": "2831656624aa9165", "procrastinate.0029_add_additional_params_to_retry_job": "50d48f155234960c", "procrastinate.0030_alter_procrastinateevent_options": "94486414b944e707", "procrastinate.0031_add_indexes_for_fetch_job": "c7235c71c0c003fd", "procrastinate.0032_pre_cancel_notification": "42c97f730f7f0edd", "procrastinate.0033_post_cancel_notification": "8bd0e84d1e45311e", "procrastinate.0034_pre_add_heartbeat": "844ed448222ba8b1", "procrastinate.0035_post_add_heartbeat": "0cbd71b8406c14f4", "procrastinate.0036_add_worker_model": "f996e8059968a3a4", "procrastinate.0037_pre_batch_defer_jobs": "0d7d4294e8aa2749", "procrastinate.0038_post_batch_defer_jobs": "503152d687e3e49b", "procrastinate.0039_pre_priority_lock_fetch_job": "aba2087cb2b69233", "procrastinate.0040_pre_retry_failed_job": "f6d2a552fbbc5088", "procrastinate.0041_post_retry_failed_job": "2c8dc359b30362a9", "recognition.0001_initial": "dbfae22e0cbf18e8", "record.0001_initial": "fc269cd2125ffcdb", "record.0002_project": "ab457985da695341", "record.0003_pairs": "0b06cd06c64c6e6e", "record.0004_versions_also_about": "767604642b0ca9d3", "record.0005_project_pairs": "a177f31307ae9620", "record.0006_exports": "88b4a87ffa899842", "record.0007_exports_of_a_place": "9c903733276bdd50", "record.0008_filters_of_exports": "792b33405a1e78d1", "record.0009_project_row_by_row": "b048376770c53d77", "referrals.0001_initial": "57e132f32a735331", "risks.0001_initial": "7723d8246f4202ad", "scenarios.0001_initial": "2acc9e93b7d8daa5", "sessions.0001_initial": "2aa438e2393ee513", "signing.0001_initial": "a6b15d7377d1ca23", "signing.0002_filings": "121d760ef6f96ebc", "socialaccount.0001_initial": "3647538d149b8190", "socialaccount.0002_token_max_lengths": "1f6fc8859622f595", "socialaccount.0003_extra_data_default_dict": "e8b6fe9e20bed061", "socialaccount.0004_app_provider_id_settings": "82163ba3cc18a1ea", "socialaccount.0005_socialtoken_nullable_app": "f023fe1a501c3e63", "socialaccount.0006_alter_socialaccount_extra_data": "d1de2c79db317f6f", "subscriptions.0001_initial": "4605260bb2d8f526", "vigilance.0001_initial": "859c4aea610841c1", "vigilance.0002_marked_and_released_once": "4cfcb1158273edb5", "vigilance.0003_casualty_of_one_response": "eb979154780772a7", "visits.0001_visits": "1c064d495b88a9e3"}
--
-- PostgreSQL database dump
--


-- Dumped from database version 18.6
-- Dumped by pg_dump version 18.6

SET LOCAL statement_timeout = 0;
SET LOCAL lock_timeout = 0;
SET LOCAL idle_in_transaction_session_timeout = 0;
SET LOCAL transaction_timeout = 0;
SET LOCAL client_encoding = 'UTF8';
SET LOCAL standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', true);
SET LOCAL check_function_bodies = false;
SET LOCAL xmloption = content;
SET LOCAL client_min_messages = warning;
SET LOCAL row_security = off;

--
-- Name: btree_gist; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;


--
-- Name: pg_trgm; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;


--
-- Name: procrastinate_job_event_type; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);


--
-- Name: procrastinate_job_status; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);


--
-- Name: procrastinate_job_to_defer_v1; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);


--
-- Name: procrastinate_cancel_job_v1(bigint, boolean, boolean); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;


--
-- Name: procrastinate_defer_jobs_v1(public.procrastinate_job_to_defer_v1[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;


--
-- Name: procrastinate_defer_periodic_job_v2(character varying, character varying, character varying, character varying, integer, character varying, bigint, jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;


SET LOCAL default_tablespace = '';

SET LOCAL default_table_access_method = heap;

--
-- Name: procrastinate_jobs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);


--
-- Name: procrastinate_fetch_job_v2(character varying[], bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;


--
-- Name: procrastinate_finish_job_v1(bigint, public.procrastinate_job_status, boolean); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;


--
-- Name: procrastinate_notify_queue_abort_job_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_notify_queue_job_inserted_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_prune_stalled_workers_v1(double precision); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;


--
-- Name: procrastinate_register_worker_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;


--
-- Name: procrastinate_retry_job_v1(bigint, timestamp with time zone, integer, character varying, character varying); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;


--
-- Name: procrastinate_retry_job_v2(bigint, timestamp with time zone, integer, character varying, character varying); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;


--
-- Name: procrastinate_trigger_abort_requested_events_procedure_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;


--
-- Name: procrastinate_trigger_function_scheduled_events_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_trigger_function_status_events_insert_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_trigger_function_status_events_update_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_unlink_periodic_defers_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;


--
-- Name: procrastinate_unregister_worker_v1(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;


--
-- Name: procrastinate_update_heartbeat_v1(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;


--
-- Name: record_project(text[], text[], text[], uuid[], bigint[], text[], timestamp with time zone, jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.record_project(types text[], ids text[], bodies text[], digests uuid[], persons bigint[], origins text[], moment timestamp with time zone, indexed jsonb) RETURNS integer
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
declare
  changed bigint[];
  created integer := 0;
  keys bigint[] := array_fill(null::bigint, array[cardinality(types)]);  -- whose rows are written
  known boolean[] := array_fill(false, array[cardinality(types)]);
  place integer;
  found_key bigint;
  differs boolean;
begin
  for place, found_key in
    select g.place, r.key from unnest(types, ids) with ordinality as g(type, id, place)
    cross join lateral (
      select key from record_resource s where s.type = g.type and s.id = g.id offset 0
    ) r order by r.key
  loop
    known[place] := true;
    select case when bodies[place] is null then r.deleted_at is null
           else r.digest <> digests[place] or r.deleted_at is not null
                or r.person_id is distinct from persons[place] end
    into differs from record_resource r where r.key = found_key for update;
    continue when not differs;
    changed := changed || found_key;
    if bodies[place] is not null then
      keys[place] := found_key;
    end if;
    insert into record_resourceversion (resource_id, version, body, person_id, updated_at,
                                        deleted_at, xid, seq)
    select key, version, body, person_id, updated_at, deleted_at, xid, seq
    from record_resource where key = found_key;
    update record_resource r
    set version = r.version + 1, body = coalesce(bodies[place], r.body),
        digest = coalesce(digests[place], r.digest),
        person_id = case when bodies[place] is null then r.person_id else persons[place] end,
        origin = origins[place], updated_at = moment,
        deleted_at = case when bodies[place] is null then moment end,
        xid = (pg_current_xact_id()::text)::bigint, seq = nextval('record_change')
    where r.key = found_key;
  end loop;

  for place in 1 .. cardinality(types) loop
    continue when known[place] or bodies[place] is null;
    insert into record_resource (type, id, version, body, digest, person_id, also_about, origin,
                                 updated_at)
    values (types[place], ids[place], 1, bodies[place], digests[place], persons[place], '{}',
            origins[place], moment)
    on conflict (type, id) do nothing returning key into found_key;
    if found then
      keys[place] := found_key;
      created := created + 1;
    end if;
  end loop;

  if created = 0 and changed is null then
    return 0;
  end if;

  if changed is not null then
    delete from record_token i where i.resource_id = any(changed) and not exists (
      select 1 from (
      select keys[(e ->> 0)::int] as resource_id, (e ->> 1)::int, (e ->> 2)::bigint, (e ->> 3)::bigint
      from jsonb_array_elements(coalesce(indexed -> 'token', '[]')) e
      where keys[(e ->> 0)::int] is not null
    ) w(resource_id, param, system, code)
      where w.resource_id = i.resource_id and w.param = i.param and w.system = i.system and w.code = i.code);
  end if;
  if indexed ? 'token' then
    insert into record_token (resource_id, param, system, code) 
      select keys[(e ->> 0)::int] as resource_id, (e ->> 1)::int, (e ->> 2)::bigint, (e ->> 3)::bigint
      from jsonb_array_elements(coalesce(indexed -> 'token', '[]')) e
      where keys[(e ->> 0)::int] is not null
     on conflict do nothing;
  end if;

  if changed is not null then
    delete from record_date i where i.resource_id = any(changed) and not exists (
      select 1 from (
      select keys[(e ->> 0)::int] as resource_id, (e ->> 1)::int, (e ->> 2)::timestamptz, (e ->> 3)::timestamptz
      from jsonb_array_elements(coalesce(indexed -> 'date', '[]')) e
      where keys[(e ->> 0)::int] is not null
    ) w(resource_id, param, low, high)
      where w.resource_id = i.resource_id and w.param = i.param and w.low = i.low and w.high = i.high);
  end if;
  if indexed ? 'date' then
    insert into record_date (resource_id, param, low, high) 
      select keys[(e ->> 0)::int] as resource_id, (e ->> 1)::int, (e ->> 2)::timestamptz, (e ->> 3)::timestamptz
      from jsonb_array_elements(coalesce(indexed -> 'date', '[]')) e
      where keys[(e ->> 0)::int] is not null
     on conflict do nothing;
  end if;

  if changed is not null then
    delete from record_string i where i.resource_id = any(changed) and not exists (
      select 1 from (
      select keys[(e ->> 0)::int] as resource_id, (e ->> 1)::int, (e ->> 2)::text
      from jsonb_array_elements(coalesce(indexed -> 'string', '[]')) e
      where keys[(e ->> 0)::int] is not null
    ) w(resource_id, param, value)
      where w.resource_id = i.resource_id and w.param = i.param and w.value = i.value);
  end if;
  if indexed ? 'string' then
    insert into record_string (resource_id, param, value) 
      select keys[(e ->> 0)::int] as resource_id, (e ->> 1)::int, (e ->> 2)::text
      from jsonb_array_elements(coalesce(indexed -> 'string', '[]')) e
      where keys[(e ->> 0)::int] is not null
     on conflict do nothing;
  end if;

  if changed is not null then
    delete from record_reference i where i.resource_id = any(changed) and not exists (
      select 1 from (
      select keys[(e ->> 0)::int] as resource_id, (e ->> 1)::int, (e ->> 2)::text
      from jsonb_array_elements(coalesce(indexed -> 'reference', '[]')) e
      where keys[(e ->> 0)::int] is not null
    ) w(resource_id, param, target)
      where w.resource_id = i.resource_id and w.param = i.param and w.target = i.target);
  end if;
  if indexed ? 'reference' then
    insert into record_reference (resource_id, param, target) 
      select keys[(e ->> 0)::int] as resource_id, (e ->> 1)::int, (e ->> 2)::text
      from jsonb_array_elements(coalesce(indexed -> 'reference', '[]')) e
      where keys[(e ->> 0)::int] is not null
     on conflict do nothing;
  end if;

  if changed is not null then
    delete from record_quantity i where i.resource_id = any(changed) and not exists (
      select 1 from (
      select keys[(e ->> 0)::int] as resource_id, (e ->> 1)::int, (e ->> 2)::numeric, (e ->> 3)::numeric, (e ->> 4)::bigint, (e ->> 5)::bigint
      from jsonb_array_elements(coalesce(indexed -> 'quantity', '[]')) e
      where keys[(e ->> 0)::int] is not null
    ) w(resource_id, param, low, high, system, code)
      where w.resource_id = i.resource_id and w.param = i.param and w.low = i.low and w.high = i.high and w.system = i.system and w.code = i.code);
  end if;
  if indexed ? 'quantity' then
    insert into record_quantity (resource_id, param, low, high, system, code) 
      select keys[(e ->> 0)::int] as resource_id, (e ->> 1)::int, (e ->> 2)::numeric, (e ->> 3)::numeric, (e ->> 4)::bigint, (e ->> 5)::bigint
      from jsonb_array_elements(coalesce(indexed -> 'quantity', '[]')) e
      where keys[(e ->> 0)::int] is not null
     on conflict do nothing;
  end if;

  if changed is not null then
    delete from record_uri i where i.resource_id = any(changed) and not exists (
      select 1 from (
      select keys[(e ->> 0)::int] as resource_id, (e ->> 1)::int, (e ->> 2)::text
      from jsonb_array_elements(coalesce(indexed -> 'uri', '[]')) e
      where keys[(e ->> 0)::int] is not null
    ) w(resource_id, param, value)
      where w.resource_id = i.resource_id and w.param = i.param and w.value = i.value);
  end if;
  if indexed ? 'uri' then
    insert into record_uri (resource_id, param, value) 
      select keys[(e ->> 0)::int] as resource_id, (e ->> 1)::int, (e ->> 2)::text
      from jsonb_array_elements(coalesce(indexed -> 'uri', '[]')) e
      where keys[(e ->> 0)::int] is not null
     on conflict do nothing;
  end if;

  if changed is not null then
    delete from record_composite i where i.resource_id = any(changed) and not exists (
      select 1 from (
      select keys[(e ->> 0)::int] as resource_id, (e ->> 1)::int, (e ->> 2)::bigint, (e ->> 3)::bigint, (e ->> 4)::numeric, (e ->> 5)::numeric, (e ->> 6)::bigint, (e ->> 7)::bigint
      from jsonb_array_elements(coalesce(indexed -> 'composite', '[]')) e
      where keys[(e ->> 0)::int] is not null
    ) w(resource_id, param, system, code, low, high, second_system, second_code)
      where w.resource_id = i.resource_id and w.param = i.param and w.system = i.system and w.code = i.code and w.low = i.low and w.high = i.high and w.second_system = i.second_system and w.second_code = i.second_code);
  end if;
  if indexed ? 'composite' then
    insert into record_composite (resource_id, param, system, code, low, high, second_system, second_code) 
      select keys[(e ->> 0)::int] as resource_id, (e ->> 1)::int, (e ->> 2)::bigint, (e ->> 3)::bigint, (e ->> 4)::numeric, (e ->> 5)::numeric, (e ->> 6)::bigint, (e ->> 7)::bigint
      from jsonb_array_elements(coalesce(indexed -> 'composite', '[]')) e
      where keys[(e ->> 0)::int] is not null
     on conflict do nothing;
  end if;

  return created + coalesce(cardinality(changed), 0);
end $$;


--
-- Name: refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'rows of % are only ever added', tg_table_name using errcode = 'restrict_violation';
end $$;


--
-- Name: sealing_floor(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.sealing_floor() RETURNS bigint
    LANGUAGE sql
    AS $$ select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + 0 $$;


--
-- Name: sealing_xid(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.sealing_xid() RETURNS bigint
    LANGUAGE sql
    AS $$ select pg_current_xact_id()::text::bigint + 0 $$;


--
-- Name: vigilance_released_once(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.vigilance_released_once() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'what a pool has released stays as it is' using errcode = 'check_violation';
end $$;


--
-- Name: access_account; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.access_account (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    phone character varying(20) NOT NULL,
    large_type boolean NOT NULL,
    language character varying(8) NOT NULL,
    person_id bigint,
    session_round integer NOT NULL,
    CONSTRAINT access_account_session_round_check CHECK ((session_round >= 0))
);


--
-- Name: access_account_groups; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.access_account_groups (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    group_id integer NOT NULL
);


--
-- Name: access_account_groups_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.access_account_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_account_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: access_account_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.access_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: access_account_user_permissions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.access_account_user_permissions (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    permission_id integer NOT NULL
);


--
-- Name: access_account_user_permissions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.access_account_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_account_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: access_assignment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.access_assignment (
    id bigint NOT NULL,
    role character varying(24) NOT NULL,
    span tstzrange NOT NULL,
    account_id bigint NOT NULL,
    institution_id bigint,
    place_id bigint,
    CONSTRAINT assignment_one_organisation CHECK (((institution_id IS NULL) OR (place_id IS NULL))),
    CONSTRAINT assignment_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: access_assignment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.access_assignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_assignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: access_denial; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.access_denial (
    id bigint NOT NULL,
    categories character varying(24)[] NOT NULL,
    kept character varying(24)[] NOT NULL,
    span tstzrange NOT NULL,
    origin_kind character varying(24) NOT NULL,
    origin_id bigint NOT NULL,
    institution_id bigint,
    person_id bigint NOT NULL,
    pattern text NOT NULL,
    CONSTRAINT denial_of_categories_has_a_pattern CHECK ((((categories = '{}'::character varying(24)[]) AND (pattern = ''::text)) OR ((NOT (categories = '{}'::character varying(24)[])) AND (NOT (pattern = ''::text))))),
    CONSTRAINT denial_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: access_denial_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.access_denial ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_denial_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: access_grant; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.access_grant (
    id bigint NOT NULL,
    grantee_kind character varying(16) NOT NULL,
    grantee_id bigint NOT NULL,
    purpose character varying(16) NOT NULL,
    scope character varying(16) NOT NULL,
    span tstzrange NOT NULL,
    origin_kind character varying(24) NOT NULL,
    origin_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT grant_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: access_grant_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.access_grant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_grant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: access_invitation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.access_invitation (
    id bigint NOT NULL,
    token_digest bytea NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    account_id bigint NOT NULL
);


--
-- Name: access_invitation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.access_invitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.access_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_emailaddress; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id bigint NOT NULL
);


--
-- Name: account_emailaddress_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_emailconfirmation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);


--
-- Name: account_emailconfirmation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: accounts_account; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_account (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    kind character varying(16) NOT NULL,
    payer character varying(24) NOT NULL,
    institution_id bigint,
    person_id bigint,
    practitioner_id bigint
);


--
-- Name: accounts_account_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: accounts_chunk; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_chunk (
    id bigint NOT NULL,
    number integer NOT NULL,
    postings integer NOT NULL,
    fen bigint NOT NULL,
    staged_at timestamp with time zone NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT accounts_chunk_number_check CHECK ((number >= 0)),
    CONSTRAINT accounts_chunk_postings_check CHECK ((postings >= 0))
);


--
-- Name: accounts_chunk_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_chunk ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_chunk_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: accounts_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_entry (
    id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    subject_kind character varying(24) NOT NULL,
    subject_id bigint NOT NULL,
    day date NOT NULL,
    posted_at timestamp with time zone NOT NULL,
    xid bigint DEFAULT public.sealing_xid() NOT NULL,
    run_id bigint
);


--
-- Name: accounts_entry_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: accounts_posting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_posting (
    id bigint NOT NULL,
    fen bigint NOT NULL,
    rule character varying(64) NOT NULL,
    source_kind character varying(24) NOT NULL,
    source_id character varying(80) NOT NULL,
    xid bigint DEFAULT public.sealing_xid() NOT NULL,
    credit_id bigint NOT NULL,
    debit_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    reverses_id bigint,
    run_id bigint,
    CONSTRAINT posting_between_two CHECK ((NOT (debit_id = credit_id))),
    CONSTRAINT posting_moves_something CHECK ((fen > 0))
);


--
-- Name: accounts_posting_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_posting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_posting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: accounts_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_run (
    id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    period character varying(16) NOT NULL,
    place character varying(12) NOT NULL,
    sequence smallint NOT NULL,
    state character varying(12) NOT NULL,
    book_digest character varying(64) NOT NULL,
    input_digest character varying(64) NOT NULL,
    output_digest character varying(64) NOT NULL,
    plan jsonb NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    posted_at timestamp with time zone,
    adjusts_id bigint,
    CONSTRAINT accounts_run_sequence_check CHECK ((sequence >= 0)),
    CONSTRAINT run_posted_is_whole CHECK (((NOT ((state)::text = 'POSTED'::text)) OR ((posted_at IS NOT NULL) AND (NOT ((output_digest)::text = ''::text)))))
);


--
-- Name: accounts_run_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_run ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: agreements_agreement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.agreements_agreement (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    number character varying(40) NOT NULL,
    title_zh character varying(120) NOT NULL,
    title_en character varying(160) NOT NULL,
    state character varying(16) NOT NULL,
    span daterange NOT NULL,
    transfer_priority boolean NOT NULL,
    variety character varying(16) NOT NULL,
    document_id bigint,
    end_reason character varying(24) NOT NULL,
    form character varying(16) NOT NULL,
    renews_id bigint,
    signed_at timestamp with time zone,
    CONSTRAINT agreement_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: agreements_agreement_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.agreements_agreement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: agreements_caseloadentry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.agreements_caseloadentry (
    id bigint NOT NULL,
    duty character varying(24) NOT NULL,
    span daterange NOT NULL,
    is_active boolean NOT NULL,
    decision_id bigint NOT NULL,
    member_id bigint,
    person_id bigint NOT NULL,
    practitioner_id bigint NOT NULL,
    team_id bigint NOT NULL,
    CONSTRAINT caseload_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: agreements_caseloadentry_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.agreements_caseloadentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_caseloadentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: agreements_item; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.agreements_item (
    id bigint NOT NULL,
    code character varying(32) NOT NULL,
    quantity integer,
    unit character varying(16) NOT NULL,
    price_fen bigint NOT NULL,
    shares jsonb NOT NULL,
    agreement_id bigint NOT NULL,
    is_duty boolean NOT NULL,
    kept boolean,
    reviewed_on date,
    version_id bigint,
    CONSTRAINT agreements_item_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT item_price_not_negative CHECK ((price_fen >= 0)),
    CONSTRAINT item_review_is_whole CHECK ((((kept IS NULL) AND (reviewed_on IS NULL)) OR (is_duty AND (kept IS NOT NULL) AND (reviewed_on IS NOT NULL))))
);


--
-- Name: agreements_item_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.agreements_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: agreements_member; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.agreements_member (
    id bigint NOT NULL,
    slot character varying(16) NOT NULL,
    span daterange NOT NULL,
    agreement_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    person_id bigint NOT NULL,
    packages character varying(32)[] NOT NULL,
    practitioner_id bigint,
    team_id bigint,
    end_reason character varying(24) NOT NULL,
    on_panel boolean NOT NULL,
    CONSTRAINT member_on_somebodys_panel CHECK (((NOT on_panel) OR (practitioner_id IS NOT NULL))),
    CONSTRAINT member_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: agreements_member_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.agreements_member ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_member_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: agreements_panel; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.agreements_panel (
    id bigint NOT NULL,
    signed integer NOT NULL,
    most integer NOT NULL,
    practitioner_id bigint NOT NULL,
    CONSTRAINT agreements_panel_most_check CHECK ((most >= 0)),
    CONSTRAINT agreements_panel_signed_check CHECK ((signed >= 0)),
    CONSTRAINT panel_within_limit CHECK ((signed <= most))
);


--
-- Name: agreements_panel_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.agreements_panel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_panel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: agreements_party; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.agreements_party (
    id bigint NOT NULL,
    role character varying(16) NOT NULL,
    agreement_id bigint NOT NULL,
    institution_id bigint,
    practitioner_id bigint,
    team_id bigint,
    CONSTRAINT party_is_somebody CHECK (((institution_id IS NOT NULL) OR (practitioner_id IS NOT NULL) OR (team_id IS NOT NULL)))
);


--
-- Name: agreements_party_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.agreements_party ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_party_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: agreements_project; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.agreements_project (
    id bigint NOT NULL,
    code character varying(32) NOT NULL,
    span daterange NOT NULL,
    decision_id bigint NOT NULL,
    team_id bigint NOT NULL,
    CONSTRAINT project_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: agreements_project_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.agreements_project ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_project_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: agreements_signature; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.agreements_signature (
    id bigint NOT NULL,
    assignment_id bigint,
    sha256 character varying(64) NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    account_id bigint,
    institution_id bigint NOT NULL,
    version_id bigint NOT NULL
);


--
-- Name: agreements_signature_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.agreements_signature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_signature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: agreements_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.agreements_version (
    id bigint NOT NULL,
    number smallint NOT NULL,
    since date NOT NULL,
    state character varying(12) NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    dispute character varying(16) NOT NULL,
    responsibility text NOT NULL,
    agreed_at timestamp with time zone,
    agreement_id bigint NOT NULL,
    decision_id bigint,
    document_id bigint NOT NULL,
    drafted_by_id bigint NOT NULL,
    decline_reason character varying(400) NOT NULL,
    declined_at timestamp with time zone,
    declined_by_id bigint,
    CONSTRAINT agreements_version_number_check CHECK ((number >= 0)),
    CONSTRAINT version_declined_by_whom_and_why CHECK (((((decline_reason)::text = ''::text) AND (declined_at IS NULL) AND (declined_by_id IS NULL)) OR ((NOT ((decline_reason)::text = ''::text)) AND (declined_at IS NOT NULL) AND (declined_by_id IS NOT NULL) AND ((state)::text = 'WITHDRAWN'::text))))
);


--
-- Name: agreements_version_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.agreements_version ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agreements_version_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: assessments_assessment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.assessments_assessment (
    id bigint NOT NULL,
    instrument character varying(24) NOT NULL,
    instrument_version character varying(16) NOT NULL,
    answers jsonb NOT NULL,
    scores jsonb NOT NULL,
    level character varying(24) NOT NULL,
    assessed_at timestamp with time zone NOT NULL,
    valid_until date,
    assessor_id bigint,
    decision_id bigint NOT NULL,
    institution_id bigint,
    person_id bigint NOT NULL
);


--
-- Name: assessments_assessment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.assessments_assessment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_assessment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: audit_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_entry (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    xid bigint DEFAULT public.sealing_xid() NOT NULL,
    account_id bigint,
    assignment_id bigint,
    action character varying(64) NOT NULL,
    subject_kind character varying(48) NOT NULL,
    subject_id character varying(64) NOT NULL,
    person_id bigint,
    payload_digest bytea NOT NULL
);


--
-- Name: audit_entry_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.audit_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: audit_payload; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_payload (
    entry_id bigint NOT NULL,
    salt bytea NOT NULL,
    body bytea NOT NULL
);


--
-- Name: audit_seal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_seal (
    id bigint NOT NULL,
    stream character varying(8) NOT NULL,
    seq bigint NOT NULL,
    from_xid bigint NOT NULL,
    until_xid bigint NOT NULL,
    count bigint NOT NULL,
    merkle_root bytea NOT NULL,
    previous bytea NOT NULL,
    algorithm character varying(16) NOT NULL,
    key_id character varying(64) NOT NULL,
    signature bytea NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    CONSTRAINT seal_covers_something CHECK ((from_xid < until_xid))
);


--
-- Name: audit_seal_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.audit_seal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_seal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_group; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);


--
-- Name: auth_group_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_group_permissions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);


--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_permission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);


--
-- Name: auth_permission_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: beds_bedclaim; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.beds_bedclaim (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    span tstzrange NOT NULL,
    is_active boolean NOT NULL,
    end_reason character varying(32) NOT NULL,
    diagnosis character varying(16) NOT NULL,
    bed_id bigint NOT NULL,
    case_id bigint,
    person_id bigint NOT NULL,
    responsible_id bigint,
    CONSTRAINT bed_claim_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: beds_bedclaim_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.beds_bedclaim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.beds_bedclaim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: beds_offer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.beds_offer (
    id bigint NOT NULL,
    bed_kind character varying(20) NOT NULL,
    rank smallint NOT NULL,
    reasons jsonb NOT NULL,
    state character varying(12) NOT NULL,
    refusal character varying(32) NOT NULL,
    answered_at timestamp with time zone,
    decision_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    transfer_id bigint NOT NULL,
    CONSTRAINT beds_offer_rank_check CHECK ((rank >= 0))
);


--
-- Name: beds_offer_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.beds_offer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.beds_offer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: beds_placement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.beds_placement (
    id bigint NOT NULL,
    cycle integer,
    reasons jsonb NOT NULL,
    bed_id bigint,
    run_id bigint NOT NULL,
    transfer_id bigint NOT NULL,
    vacated_by_id bigint,
    CONSTRAINT beds_placement_cycle_check CHECK ((cycle >= 0))
);


--
-- Name: beds_placement_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.beds_placement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.beds_placement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: beds_placementrun; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.beds_placementrun (
    id bigint NOT NULL,
    state character varying(12) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    placed integer NOT NULL,
    placed_first_come integer NOT NULL,
    accepted_by_id bigint,
    decision_id bigint NOT NULL,
    place_id bigint NOT NULL,
    CONSTRAINT beds_placementrun_placed_check CHECK ((placed >= 0)),
    CONSTRAINT beds_placementrun_placed_first_come_check CHECK ((placed_first_come >= 0))
);


--
-- Name: beds_placementrun_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.beds_placementrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.beds_placementrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: beds_presence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.beds_presence (
    id bigint NOT NULL,
    axis character varying(8) NOT NULL,
    bed_kind character varying(20) NOT NULL,
    span tstzrange NOT NULL,
    claim_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT presence_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: beds_presence_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.beds_presence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.beds_presence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: beds_transfer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.beds_transfer (
    id bigint NOT NULL,
    trigger character varying(24) NOT NULL,
    colour character varying(8) NOT NULL,
    requester character varying(24) NOT NULL,
    reason character varying(32) NOT NULL,
    wanted_kind character varying(20) NOT NULL,
    needs jsonb NOT NULL,
    isolation boolean NOT NULL,
    queue_class character varying(20) NOT NULL,
    queue_key character varying(64) NOT NULL,
    need_level smallint NOT NULL,
    outside character varying(160) NOT NULL,
    case_id bigint NOT NULL,
    evaluation_id bigint,
    from_claim_id bigint,
    person_id bigint NOT NULL,
    to_claim_id bigint,
    declared jsonb NOT NULL,
    CONSTRAINT beds_transfer_need_level_check CHECK ((need_level >= 0))
);


--
-- Name: beds_transfer_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.beds_transfer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.beds_transfer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: booking_booking; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.booking_booking (
    id bigint NOT NULL,
    number smallint NOT NULL,
    slot_at timestamp with time zone NOT NULL,
    part character varying(8) NOT NULL,
    via character varying(16) NOT NULL,
    relation character varying(12) NOT NULL,
    state character varying(12) NOT NULL,
    queue_class character varying(24) NOT NULL,
    queue_key character varying(60) NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    checked_in_at timestamp with time zone,
    called_at timestamp with time zone,
    ended_at timestamp with time zone,
    act_id bigint,
    benefit_id bigint,
    case_id bigint,
    decision_id bigint,
    person_id bigint NOT NULL,
    turn_decision_id bigint,
    clinic_id bigint NOT NULL,
    session_id bigint NOT NULL,
    problem character varying(16) NOT NULL,
    CONSTRAINT booking_booking_number_check CHECK ((number >= 0))
);


--
-- Name: booking_booking_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.booking_booking ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.booking_booking_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: booking_clinic; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.booking_clinic (
    id bigint NOT NULL,
    code character varying(32) NOT NULL,
    kind character varying(16) NOT NULL,
    name_zh character varying(80) NOT NULL,
    name_en character varying(120) NOT NULL,
    is_open boolean NOT NULL,
    institution_id bigint NOT NULL,
    practitioner_id bigint
);


--
-- Name: booking_clinic_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.booking_clinic ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.booking_clinic_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: booking_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.booking_session (
    id bigint NOT NULL,
    span tstzrange NOT NULL,
    total smallint NOT NULL,
    reserved smallint NOT NULL,
    taken_reserved smallint NOT NULL,
    taken_public smallint NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    exclusive_until timestamp with time zone NOT NULL,
    team_opens_at timestamp with time zone NOT NULL,
    is_open boolean NOT NULL,
    clinic_id bigint NOT NULL,
    decision_id bigint,
    CONSTRAINT booking_session_reserved_check CHECK ((reserved >= 0)),
    CONSTRAINT booking_session_taken_public_check CHECK ((taken_public >= 0)),
    CONSTRAINT booking_session_taken_reserved_check CHECK ((taken_reserved >= 0)),
    CONSTRAINT booking_session_total_check CHECK ((total >= 0)),
    CONSTRAINT session_has_slots CHECK ((total >= 1)),
    CONSTRAINT session_not_empty CHECK ((NOT isempty(span))),
    CONSTRAINT session_not_over CHECK ((total >= (taken_reserved + taken_public))),
    CONSTRAINT session_reserved_not_over CHECK ((taken_reserved <= reserved)),
    CONSTRAINT session_reserved_within CHECK ((reserved <= total))
);


--
-- Name: booking_session_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.booking_session ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.booking_session_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: booking_triage; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.booking_triage (
    id bigint NOT NULL,
    answers jsonb NOT NULL,
    "to" character varying(32) NOT NULL,
    at timestamp with time zone NOT NULL,
    decision_id bigint NOT NULL,
    person_id bigint
);


--
-- Name: booking_triage_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.booking_triage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.booking_triage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: budgets_capitation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.budgets_capitation (
    id bigint NOT NULL,
    period character varying(16) NOT NULL,
    people integer NOT NULL,
    budget_fen bigint NOT NULL,
    own_fen bigint NOT NULL,
    referral_fen bigint NOT NULL,
    excluded_fen bigint NOT NULL,
    settle_fen bigint NOT NULL,
    surplus_fen bigint NOT NULL,
    kept_fen bigint NOT NULL,
    paid_fen bigint NOT NULL,
    input_digest character varying(64) NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    decision_id bigint NOT NULL,
    entry_id bigint,
    institution_id bigint NOT NULL,
    fund character varying(24) NOT NULL,
    attempt smallint NOT NULL,
    CONSTRAINT budgets_capitation_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT budgets_capitation_people_check CHECK ((people >= 0)),
    CONSTRAINT capitation_amounts CHECK (((kept_fen >= 0) AND (paid_fen >= 0) AND (settle_fen >= paid_fen)))
);


--
-- Name: budgets_capitation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.budgets_capitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.budgets_capitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: budgets_capitationwithdrawal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.budgets_capitationwithdrawal (
    id bigint NOT NULL,
    reason character varying(300) NOT NULL,
    withdrawn_at timestamp with time zone NOT NULL,
    capitation_id bigint NOT NULL,
    reversal_id bigint,
    CONSTRAINT withdrawal_has_a_reason CHECK ((NOT ((reason)::text = ''::text)))
);


--
-- Name: budgets_capitationwithdrawal_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.budgets_capitationwithdrawal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.budgets_capitationwithdrawal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: budgets_consortiumbalance; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.budgets_consortiumbalance (
    id bigint NOT NULL,
    insured integer NOT NULL,
    budget_fen bigint NOT NULL,
    actual_fen bigint NOT NULL,
    outside_fen bigint NOT NULL,
    primary_fen bigint NOT NULL,
    kept_fen bigint NOT NULL,
    fund_fen bigint NOT NULL,
    own_fen bigint NOT NULL,
    consortium_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT budgets_consortiumbalance_insured_check CHECK ((insured >= 0)),
    CONSTRAINT consortium_balance_adds_up CHECK ((((budget_fen = ((actual_fen + kept_fen) + fund_fen)) AND (budget_fen >= actual_fen) AND (own_fen = 0)) OR ((actual_fen = ((budget_fen + fund_fen) + own_fen)) AND (budget_fen < actual_fen) AND (kept_fen = 0))))
);


--
-- Name: budgets_consortiumbalance_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.budgets_consortiumbalance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.budgets_consortiumbalance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: budgets_groupsum; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.budgets_groupsum (
    id bigint NOT NULL,
    "group" character varying(80) NOT NULL,
    branch character varying(12) NOT NULL,
    method character varying(12) NOT NULL,
    cases bigint NOT NULL,
    rw bigint NOT NULL,
    points bigint NOT NULL,
    cost_fen bigint NOT NULL,
    fee_fen bigint NOT NULL,
    fund_fen bigint NOT NULL,
    statement_id bigint NOT NULL,
    CONSTRAINT budgets_groupsum_cases_check CHECK ((cases >= 0))
);


--
-- Name: budgets_groupsum_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.budgets_groupsum ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.budgets_groupsum_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: budgets_leftout; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.budgets_leftout (
    id bigint NOT NULL,
    line bigint NOT NULL,
    "case" character varying(80) NOT NULL,
    institution character varying(32) NOT NULL,
    "group" character varying(80) NOT NULL,
    reason character varying(24) NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT budgets_leftout_line_check CHECK ((line >= 0))
);


--
-- Name: budgets_leftout_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.budgets_leftout ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.budgets_leftout_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: budgets_package; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.budgets_package (
    id bigint NOT NULL,
    episode character varying(80) NOT NULL,
    "group" character varying(80) NOT NULL,
    fee_fen bigint NOT NULL,
    fund_fen bigint NOT NULL,
    decision_id bigint NOT NULL,
    run_id bigint NOT NULL
);


--
-- Name: budgets_package_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.budgets_package ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.budgets_package_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: budgets_packageshare; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.budgets_packageshare (
    id bigint NOT NULL,
    "case" character varying(80) NOT NULL,
    cost_fen bigint NOT NULL,
    fee_fen bigint NOT NULL,
    fund_fen bigint NOT NULL,
    institution_id bigint NOT NULL,
    package_id bigint NOT NULL
);


--
-- Name: budgets_packageshare_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.budgets_packageshare ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.budgets_packageshare_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: budgets_settlementrun; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.budgets_settlementrun (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    period character varying(16) NOT NULL,
    place character varying(12) NOT NULL,
    fund character varying(24) NOT NULL,
    method character varying(8) NOT NULL,
    name_zh character varying(120) NOT NULL,
    name_en character varying(160) NOT NULL,
    source character varying(300) NOT NULL,
    mark character varying(12) NOT NULL,
    scenario_digest character varying(64) NOT NULL,
    cases_digest character varying(64) NOT NULL,
    pack character varying(80) NOT NULL,
    pack_digest character varying(64) NOT NULL,
    rows bigint NOT NULL,
    cases bigint NOT NULL,
    torn bigint NOT NULL,
    cost_fen bigint NOT NULL,
    fee_fen bigint NOT NULL,
    fund_fen bigint NOT NULL,
    eligible_fen bigint,
    budget_fen bigint,
    ledger_is_posted boolean NOT NULL,
    state character varying(12) NOT NULL,
    withdrawn_because character varying(300) NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    posted_at timestamp with time zone,
    decision_id bigint,
    entry_id bigint,
    CONSTRAINT budgets_settlementrun_cases_check CHECK ((cases >= 0)),
    CONSTRAINT budgets_settlementrun_rows_check CHECK ((rows >= 0)),
    CONSTRAINT budgets_settlementrun_torn_check CHECK ((torn >= 0)),
    CONSTRAINT settlement_run_posted_whole CHECK (((NOT ((state)::text = 'POSTED'::text)) OR ((entry_id IS NOT NULL) AND (posted_at IS NOT NULL)))),
    CONSTRAINT settlement_run_trial_not_posted CHECK ((NOT (((kind)::text = 'TRIAL'::text) AND ((state)::text = 'POSTED'::text))))
);


--
-- Name: budgets_settlementrun_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.budgets_settlementrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.budgets_settlementrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: budgets_statement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.budgets_statement (
    id bigint NOT NULL,
    cases bigint NOT NULL,
    usual bigint NOT NULL,
    low bigint NOT NULL,
    high bigint NOT NULL,
    special bigint NOT NULL,
    bed_day bigint NOT NULL,
    by_item bigint NOT NULL,
    rw bigint NOT NULL,
    points bigint NOT NULL,
    expected_fen bigint NOT NULL,
    cost_fen bigint NOT NULL,
    patient_fen bigint NOT NULL,
    other_fen bigint NOT NULL,
    fee_fen bigint NOT NULL,
    fund_fen bigint NOT NULL,
    ledger_fen bigint NOT NULL,
    assessed_fen bigint NOT NULL,
    deducted_fen bigint NOT NULL,
    due_fen bigint NOT NULL,
    prepaid_fen bigint NOT NULL,
    working_fen bigint NOT NULL,
    rest_fen bigint NOT NULL,
    institution_id bigint NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT budgets_statement_bed_day_check CHECK ((bed_day >= 0)),
    CONSTRAINT budgets_statement_by_item_check CHECK ((by_item >= 0)),
    CONSTRAINT budgets_statement_cases_check CHECK ((cases >= 0)),
    CONSTRAINT budgets_statement_high_check CHECK ((high >= 0)),
    CONSTRAINT budgets_statement_low_check CHECK ((low >= 0)),
    CONSTRAINT budgets_statement_special_check CHECK ((special >= 0)),
    CONSTRAINT budgets_statement_usual_check CHECK ((usual >= 0)),
    CONSTRAINT statement_cases_add_up CHECK ((cases = (((((usual + low) + high) + special) + bed_day) + by_item))),
    CONSTRAINT statement_rest CHECK ((rest_fen = ((due_fen - prepaid_fen) - working_fen)))
);


--
-- Name: budgets_statement_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.budgets_statement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.budgets_statement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: care_consultation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.care_consultation (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    channel character varying(16) NOT NULL,
    question text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answer text NOT NULL,
    answered_at timestamp with time zone,
    act_id bigint,
    answered_by_id bigint,
    asked_by_id bigint,
    case_id bigint,
    decision_id bigint,
    institution_id bigint NOT NULL,
    person_id bigint NOT NULL,
    practitioner_id bigint,
    CONSTRAINT consultation_answer_is_whole CHECK ((((act_id IS NULL) AND (answer = ''::text) AND (answered_at IS NULL)) OR ((act_id IS NOT NULL) AND (answered_at IS NOT NULL) AND (NOT (answer = ''::text)))))
);


--
-- Name: care_consultation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.care_consultation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.care_consultation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: care_duework; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.care_duework (
    id bigint NOT NULL,
    item character varying(32) NOT NULL,
    kind character varying(12) NOT NULL,
    due_from date NOT NULL,
    due_on date NOT NULL,
    state character varying(12) NOT NULL,
    act_id bigint,
    decision_id bigint,
    institution_id bigint NOT NULL,
    person_id bigint NOT NULL,
    practitioner_id bigint,
    team_id bigint,
    plan_item_id bigint,
    CONSTRAINT due_work_done_has_act CHECK ((((act_id IS NOT NULL) AND ((state)::text = 'DONE'::text)) OR ((NOT ((state)::text = 'DONE'::text)) AND (act_id IS NULL)))),
    CONSTRAINT due_work_in_order CHECK ((due_from <= due_on))
);


--
-- Name: care_duework_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.care_duework ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.care_duework_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: care_followup; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.care_followup (
    id bigint NOT NULL,
    programme character varying(24) NOT NULL,
    channel character varying(16) NOT NULL,
    done_at timestamp with time zone NOT NULL,
    readings jsonb NOT NULL,
    signs jsonb NOT NULL,
    result character varying(16) NOT NULL,
    next_due_on date,
    note text NOT NULL,
    act_id bigint NOT NULL,
    decision_id bigint,
    institution_id bigint NOT NULL,
    person_id bigint NOT NULL,
    practitioner_id bigint
);


--
-- Name: care_followup_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.care_followup ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.care_followup_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: care_plan; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.care_plan (
    id bigint NOT NULL,
    span daterange NOT NULL,
    state character varying(8) NOT NULL,
    drawn_at timestamp with time zone NOT NULL,
    decision_id bigint,
    institution_id bigint NOT NULL,
    member_id bigint NOT NULL,
    person_id bigint NOT NULL,
    practitioner_id bigint,
    team_id bigint,
    CONSTRAINT plan_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: care_plan_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.care_plan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.care_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: care_planitem; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.care_planitem (
    id bigint NOT NULL,
    item character varying(32) NOT NULL,
    count integer NOT NULL,
    raised integer NOT NULL,
    every_days integer,
    reasons jsonb NOT NULL,
    is_withdrawn boolean NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT care_planitem_count_check CHECK ((count >= 0)),
    CONSTRAINT care_planitem_every_days_check CHECK ((every_days >= 0)),
    CONSTRAINT care_planitem_raised_check CHECK ((raised >= 0))
);


--
-- Name: care_planitem_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.care_planitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.care_planitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cases_attachment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cases_attachment (
    id bigint NOT NULL,
    kind character varying(32) NOT NULL,
    reference character varying(120) NOT NULL,
    required_by timestamp with time zone,
    added_at timestamp with time zone,
    document_id bigint,
    case_id bigint NOT NULL
);


--
-- Name: cases_attachment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.cases_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cases_case; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cases_case (
    id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    flow_version character varying(8) NOT NULL,
    state character varying(24) NOT NULL,
    lock_version integer NOT NULL,
    urgency character varying(12) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    institution_id bigint,
    person_id bigint,
    place_id bigint,
    CONSTRAINT cases_case_lock_version_check CHECK ((lock_version >= 0))
);


--
-- Name: cases_case_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.cases_case ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_case_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cases_event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cases_event (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    assignment_id bigint,
    action character varying(32) NOT NULL,
    from_state character varying(24) NOT NULL,
    to_state character varying(24) NOT NULL,
    params jsonb NOT NULL,
    note text NOT NULL,
    idempotency_key character varying(64),
    account_id bigint,
    case_id bigint NOT NULL,
    decision_id bigint
);


--
-- Name: cases_event_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.cases_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cases_task; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cases_task (
    id bigint NOT NULL,
    code character varying(32) NOT NULL,
    role character varying(24) NOT NULL,
    state character varying(12) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    due_provisional boolean NOT NULL,
    due_key character varying(80) NOT NULL,
    done_at timestamp with time zone,
    escalated_at timestamp with time zone,
    case_id bigint NOT NULL,
    done_by_id bigint,
    institution_id bigint,
    place_id bigint
);


--
-- Name: cases_task_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.cases_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: claims_bearing; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claims_bearing (
    id bigint NOT NULL,
    place smallint NOT NULL,
    layer character varying(20) NOT NULL,
    fen bigint NOT NULL,
    base_fen bigint NOT NULL,
    percent numeric(9,4) NOT NULL,
    key character varying(80) NOT NULL,
    act character varying(80) NOT NULL,
    mark character varying(12) NOT NULL,
    settlement_id bigint NOT NULL,
    CONSTRAINT bearing_is_something CHECK ((fen > 0)),
    CONSTRAINT claims_bearing_place_check CHECK ((place >= 0))
);


--
-- Name: claims_bearing_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.claims_bearing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.claims_bearing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: claims_caremonth; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claims_caremonth (
    id bigint NOT NULL,
    first_on date NOT NULL,
    lines integer NOT NULL,
    left_out integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    decision_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT claims_caremonth_left_out_check CHECK ((left_out >= 0)),
    CONSTRAINT claims_caremonth_lines_check CHECK ((lines >= 0))
);


--
-- Name: claims_caremonth_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.claims_caremonth ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.claims_caremonth_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: claims_claim; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claims_claim (
    id bigint NOT NULL,
    source character varying(60) NOT NULL,
    version smallint NOT NULL,
    kind character varying(20) NOT NULL,
    begun_on date NOT NULL,
    ended_on date NOT NULL,
    diagnosis character varying(24) NOT NULL,
    referral_number character varying(60) NOT NULL,
    is_emergency boolean NOT NULL,
    filing character varying(12) NOT NULL,
    major_illness boolean NOT NULL,
    total_fen bigint NOT NULL,
    state character varying(12) NOT NULL,
    digest character varying(64) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    bill_id bigint,
    corrects_id bigint,
    institution_id bigint NOT NULL,
    person_id bigint NOT NULL,
    through character varying(24) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT claim_dates_and_sum CHECK (((begun_on <= ended_on) AND (total_fen >= 0))),
    CONSTRAINT claims_claim_version_check CHECK ((version >= 0))
);


--
-- Name: claims_claim_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.claims_claim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.claims_claim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: claims_claimedact; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claims_claimedact (
    id bigint NOT NULL,
    act_id bigint NOT NULL,
    line_id bigint NOT NULL
);


--
-- Name: claims_claimedact_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.claims_claimedact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.claims_claimedact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: claims_claimline; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claims_claimline (
    id bigint NOT NULL,
    number integer NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(120) NOT NULL,
    charge character varying(2) NOT NULL,
    "on" date NOT NULL,
    quantity numeric(12,4) NOT NULL,
    fen bigint NOT NULL,
    catalogue character varying(1) NOT NULL,
    first_self_pay numeric(5,2) NOT NULL,
    limit_fen bigint,
    hospital_fen bigint NOT NULL,
    claim_id bigint NOT NULL,
    doctor character varying(40) NOT NULL,
    minutes integer,
    CONSTRAINT claim_line_amounts CHECK (((fen >= 0) AND (hospital_fen >= 0) AND (quantity > (0)::numeric) AND (hospital_fen <= fen))),
    CONSTRAINT claims_claimline_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT claims_claimline_number_check CHECK ((number >= 0))
);


--
-- Name: claims_claimline_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.claims_claimline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.claims_claimline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: claims_counter; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claims_counter (
    id bigint NOT NULL,
    year_from date NOT NULL,
    name character varying(32) NOT NULL,
    fen bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT counter_not_negative CHECK ((fen >= 0))
);


--
-- Name: claims_counter_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.claims_counter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.claims_counter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: claims_cover; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claims_cover (
    id bigint NOT NULL,
    insurance character varying(12) NOT NULL,
    status character varying(12) NOT NULL,
    retired_year smallint,
    assistance character varying(24) NOT NULL,
    civil_servant_percent numeric(5,2) NOT NULL,
    employer_percent numeric(5,2) NOT NULL,
    other_percent numeric(5,2) NOT NULL,
    span daterange NOT NULL,
    family_payer_id bigint,
    person_id bigint NOT NULL,
    CONSTRAINT claims_cover_retired_year_check CHECK ((retired_year >= 0)),
    CONSTRAINT cover_family_is_another CHECK (((family_payer_id IS NULL) OR (NOT ((family_payer_id = person_id) AND (family_payer_id IS NOT NULL))))),
    CONSTRAINT cover_status_fits CHECK (((((insurance)::text = 'RESIDENT'::text) AND ((status)::text = 'RESIDENT'::text)) OR (((insurance)::text = 'EMPLOYEE'::text) AND ((status)::text = ANY ((ARRAY['IN_SERVICE'::character varying, 'RETIRED'::character varying])::text[])))))
);


--
-- Name: claims_cover_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.claims_cover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.claims_cover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: claims_listedcode; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claims_listedcode (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    code character varying(24) NOT NULL,
    name character varying(200) NOT NULL,
    is_known boolean NOT NULL,
    is_grey boolean NOT NULL,
    maps_to character varying(24) NOT NULL
);


--
-- Name: claims_listedcode_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.claims_listedcode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.claims_listedcode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: claims_settlement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claims_settlement (
    id bigint NOT NULL,
    year_from date NOT NULL,
    total_fen bigint NOT NULL,
    in_scope_fen bigint NOT NULL,
    fund_fen bigint NOT NULL,
    person_fen bigint NOT NULL,
    hospital_fen bigint NOT NULL,
    cash_fen bigint NOT NULL,
    counted jsonb NOT NULL,
    settled_at timestamp with time zone NOT NULL,
    reversed_at timestamp with time zone,
    claim_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    person_id bigint NOT NULL,
    reversal_id bigint,
    CONSTRAINT settlement_adds_up CHECK (((total_fen = ((fund_fen + person_fen) + hospital_fen)) AND (cash_fen <= person_fen) AND (cash_fen >= 0) AND (fund_fen >= 0) AND (fund_fen <= total_fen))),
    CONSTRAINT settlement_reversed_whole CHECK ((((reversal_id IS NULL) AND (reversed_at IS NULL)) OR ((reversal_id IS NOT NULL) AND (reversed_at IS NOT NULL))))
);


--
-- Name: claims_settlement_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.claims_settlement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.claims_settlement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: claims_settlementlist; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.claims_settlementlist (
    id bigint NOT NULL,
    number character varying(60) NOT NULL,
    version smallint NOT NULL,
    digest character varying(64) NOT NULL,
    sealed_body bytea NOT NULL,
    passes boolean NOT NULL,
    faults integer NOT NULL,
    received_at timestamp with time zone NOT NULL,
    decision_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT claims_settlementlist_faults_check CHECK ((faults >= 0)),
    CONSTRAINT claims_settlementlist_version_check CHECK ((version >= 0))
);


--
-- Name: claims_settlementlist_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.claims_settlementlist ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.claims_settlementlist_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: clients_assertion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.clients_assertion (
    id bigint NOT NULL,
    digest bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    client_id bigint NOT NULL
);


--
-- Name: clients_assertion_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.clients_assertion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clients_assertion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: clients_authorisation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.clients_authorisation (
    id bigint NOT NULL,
    session_round integer NOT NULL,
    session_key character varying(40) NOT NULL,
    one_person boolean NOT NULL,
    scopes jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    end_reason character varying(16) NOT NULL,
    assignment_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    person_id bigint,
    client_id bigint NOT NULL,
    CONSTRAINT clients_authorisation_session_round_check CHECK ((session_round >= 0))
);


--
-- Name: clients_authorisation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.clients_authorisation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clients_authorisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: clients_client; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.clients_client (
    id bigint NOT NULL,
    client_id character varying(40) NOT NULL,
    name_zh character varying(80) NOT NULL,
    name_en character varying(120) NOT NULL,
    proof character varying(8) NOT NULL,
    is_system boolean NOT NULL,
    secret_digest bytea,
    jwks jsonb,
    jwks_uri character varying(300) NOT NULL,
    redirect_uris jsonb NOT NULL,
    launch_uri character varying(300) NOT NULL,
    scopes jsonb NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    disabled_at timestamp with time zone,
    assignment_id bigint,
    institution_id bigint NOT NULL,
    CONSTRAINT client_secret_kept CHECK (((NOT ((proof)::text = 'SECRET'::text)) OR (secret_digest IS NOT NULL))),
    CONSTRAINT client_system_has_keys_and_role CHECK (((NOT is_system) OR ((assignment_id IS NOT NULL) AND ((proof)::text = 'KEYS'::text))))
);


--
-- Name: clients_client_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.clients_client ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clients_client_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: clients_code; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.clients_code (
    id bigint NOT NULL,
    digest bytea NOT NULL,
    redirect_uri character varying(300) NOT NULL,
    challenge character varying(128) NOT NULL,
    nonce character varying(255) NOT NULL,
    signed_in_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    authorisation_id bigint NOT NULL
);


--
-- Name: clients_code_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.clients_code ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clients_code_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: clients_launch; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.clients_launch (
    id bigint NOT NULL,
    digest bytea NOT NULL,
    session_digest bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    assignment_id bigint NOT NULL,
    client_id bigint NOT NULL,
    person_id bigint NOT NULL
);


--
-- Name: clients_launch_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.clients_launch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clients_launch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: clients_token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.clients_token (
    id bigint NOT NULL,
    digest bytea NOT NULL,
    kind character varying(8) NOT NULL,
    scopes jsonb NOT NULL,
    permits jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    authorisation_id bigint NOT NULL
);


--
-- Name: clients_token_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.clients_token ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.clients_token_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: consents_consent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.consents_consent (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    purpose character varying(16) NOT NULL,
    scope character varying(16) NOT NULL,
    categories character varying(24)[] NOT NULL,
    grantee_kind character varying(16) NOT NULL,
    grantee_client character varying(64) NOT NULL,
    span tstzrange NOT NULL,
    signer character varying(16) NOT NULL,
    way character varying(8) NOT NULL,
    text_version character varying(16) NOT NULL,
    state character varying(16) NOT NULL,
    reasons jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    signed_at timestamp with time zone,
    ended_at timestamp with time zone,
    decision_id bigint,
    ended_by_id bigint,
    given_by_id bigint,
    grantee_account_id bigint,
    grantee_institution_id bigint,
    person_id bigint NOT NULL,
    replaces_id bigint,
    witness_id bigint,
    CONSTRAINT consent_one_grantee CHECK ((((grantee_account_id IS NOT NULL) AND (grantee_institution_id IS NULL) AND ((grantee_kind)::text = 'ACCOUNT'::text)) OR ((grantee_account_id IS NULL) AND (grantee_institution_id IS NOT NULL) AND ((grantee_kind)::text = 'INSTITUTION'::text)) OR ((grantee_account_id IS NULL) AND (grantee_institution_id IS NULL) AND ((grantee_kind)::text = ANY ((ARRAY['CLIENT'::character varying, 'EVERYBODY'::character varying])::text[]))))),
    CONSTRAINT consent_paper_has_a_witness CHECK ((NOT (((state)::text = 'IN_FORCE'::text) AND ((way)::text = 'PAPER'::text) AND (witness_id IS NULL)))),
    CONSTRAINT consent_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: consents_consent_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.consents_consent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.consents_consent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: consents_consentcode; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.consents_consentcode (
    id bigint NOT NULL,
    nonce character varying(32) NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    most_attempts smallint NOT NULL,
    used_at timestamp with time zone,
    is_void boolean NOT NULL,
    account_id bigint NOT NULL,
    consent_id bigint NOT NULL,
    CONSTRAINT consent_code_attempts CHECK ((attempts <= most_attempts)),
    CONSTRAINT consents_consentcode_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT consents_consentcode_most_attempts_check CHECK ((most_attempts >= 0))
);


--
-- Name: consents_consentcode_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.consents_consentcode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.consents_consentcode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: consents_emergencyaccess; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.consents_emergencyaccess (
    id bigint NOT NULL,
    reason character varying(24) NOT NULL,
    words text NOT NULL,
    span tstzrange NOT NULL,
    review_due_at timestamp with time zone,
    account_id bigint NOT NULL,
    assignment_id bigint NOT NULL,
    case_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT emergency_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: consents_emergencyaccess_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.consents_emergencyaccess ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.consents_emergencyaccess_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: consents_exportrequest; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.consents_exportrequest (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    fields character varying(40)[] NOT NULL,
    reason text NOT NULL,
    recipient character varying(200) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    state character varying(8) NOT NULL,
    answered_at timestamp with time zone,
    answer text NOT NULL,
    done_at timestamp with time zone,
    rows integer,
    digest character varying(64) NOT NULL,
    answered_by_id bigint,
    asked_by_id bigint NOT NULL,
    decision_id bigint,
    place_id bigint NOT NULL,
    CONSTRAINT consents_exportrequest_rows_check CHECK ((rows >= 0)),
    CONSTRAINT export_answered_by_another CHECK (((answered_by_id IS NULL) OR (NOT ((answered_by_id = asked_by_id) AND (answered_by_id IS NOT NULL)))))
);


--
-- Name: consents_exportrequest_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.consents_exportrequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.consents_exportrequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: consents_lookquestion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.consents_lookquestion (
    id bigint NOT NULL,
    words text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answer_due_at timestamp with time zone,
    answer text NOT NULL,
    answered_at timestamp with time zone,
    answered_by_id bigint,
    asked_by_id bigint NOT NULL,
    case_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    person_id bigint NOT NULL
);


--
-- Name: consents_lookquestion_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.consents_lookquestion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.consents_lookquestion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cross_region_awayfiling; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cross_region_awayfiling (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    proof character varying(24) NOT NULL,
    since date NOT NULL,
    span daterange,
    asked_at timestamp with time zone NOT NULL,
    case_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    node_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT away_filing_span_not_empty CHECK (((span IS NULL) OR (NOT isempty(span))))
);


--
-- Name: cross_region_awayfiling_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.cross_region_awayfiling ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cross_region_awayfiling_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cross_region_awaysettlement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cross_region_awaysettlement (
    id bigint NOT NULL,
    role character varying(5) NOT NULL,
    number character varying(60) NOT NULL,
    state character varying(10) NOT NULL,
    digest character varying(64) NOT NULL,
    filing character varying(16) NOT NULL,
    preview jsonb,
    total_fen bigint NOT NULL,
    fund_fen bigint NOT NULL,
    account_fen bigint NOT NULL,
    cash_fen bigint NOT NULL,
    settled_on date,
    reversed_on date,
    reasons jsonb NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    claim_id bigint,
    node_id bigint NOT NULL,
    person_id bigint,
    CONSTRAINT away_settlement_settled_whole CHECK (((NOT ((state)::text = 'SETTLED'::text)) OR ((claim_id IS NOT NULL) AND (settled_on IS NOT NULL))))
);


--
-- Name: cross_region_awaysettlement_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.cross_region_awaysettlement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cross_region_awaysettlement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cross_region_clearing; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cross_region_clearing (
    id bigint NOT NULL,
    role character varying(5) NOT NULL,
    number character varying(60) NOT NULL,
    month date NOT NULL,
    state character varying(8) NOT NULL,
    settled integer NOT NULL,
    reversed integer NOT NULL,
    settled_fen bigint NOT NULL,
    reversed_fen bigint NOT NULL,
    due_fen bigint NOT NULL,
    from_prepaid_fen bigint NOT NULL,
    moved_fen bigint NOT NULL,
    prepaid_after_fen bigint NOT NULL,
    reasons jsonb NOT NULL,
    due_at timestamp with time zone,
    asked_at timestamp with time zone NOT NULL,
    cleared_at timestamp with time zone,
    decision_id bigint,
    entry_id bigint,
    node_id bigint NOT NULL,
    CONSTRAINT clearing_adds_up CHECK (((due_fen = (settled_fen - reversed_fen)) AND (due_fen = (from_prepaid_fen + moved_fen)) AND (prepaid_after_fen >= 0))),
    CONSTRAINT cross_region_clearing_reversed_check CHECK ((reversed >= 0)),
    CONSTRAINT cross_region_clearing_settled_check CHECK ((settled >= 0))
);


--
-- Name: cross_region_clearing_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.cross_region_clearing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cross_region_clearing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cross_region_difference; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cross_region_difference (
    id bigint NOT NULL,
    number character varying(60) NOT NULL,
    kind character varying(20) NOT NULL,
    field character varying(20) NOT NULL,
    at_place character varying(40) NOT NULL,
    at_home character varying(40) NOT NULL,
    remedy character varying(20) NOT NULL,
    resolved_at timestamp with time zone,
    reconciliation_id bigint NOT NULL
);


--
-- Name: cross_region_difference_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.cross_region_difference ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cross_region_difference_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cross_region_eligibility; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cross_region_eligibility (
    id bigint NOT NULL,
    number character varying(60) NOT NULL,
    kind character varying(20) NOT NULL,
    "on" date NOT NULL,
    is_emergency boolean NOT NULL,
    by_code boolean NOT NULL,
    allowed boolean,
    insurance character varying(12) NOT NULL,
    filing character varying(16) NOT NULL,
    reasons jsonb NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    institution_id bigint NOT NULL,
    node_id bigint NOT NULL,
    person_id bigint NOT NULL
);


--
-- Name: cross_region_eligibility_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.cross_region_eligibility ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cross_region_eligibility_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cross_region_insurancecode; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cross_region_insurancecode (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    person_id bigint NOT NULL,
    used_by_id bigint
);


--
-- Name: cross_region_insurancecode_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.cross_region_insurancecode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cross_region_insurancecode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cross_region_prepayment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cross_region_prepayment (
    id bigint NOT NULL,
    role character varying(5) NOT NULL,
    number character varying(60) NOT NULL,
    fen bigint NOT NULL,
    day date NOT NULL,
    state character varying(8) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    decision_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    node_id bigint NOT NULL,
    CONSTRAINT prepayment_is_something CHECK ((fen > 0))
);


--
-- Name: cross_region_prepayment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.cross_region_prepayment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cross_region_prepayment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: cross_region_reconciliation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.cross_region_reconciliation (
    id bigint NOT NULL,
    role character varying(5) NOT NULL,
    number character varying(60) NOT NULL,
    day date NOT NULL,
    agreeing integer,
    asked_at timestamp with time zone NOT NULL,
    compared_at timestamp with time zone,
    decision_id bigint,
    node_id bigint NOT NULL,
    CONSTRAINT cross_region_reconciliation_agreeing_check CHECK ((agreeing >= 0))
);


--
-- Name: cross_region_reconciliation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.cross_region_reconciliation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cross_region_reconciliation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: decisions_adoption; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.decisions_adoption (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    place character varying(12) NOT NULL,
    starts_on date NOT NULL,
    value jsonb NOT NULL,
    document_number character varying(80) NOT NULL,
    signer character varying(60) NOT NULL,
    signed_on date NOT NULL,
    mission character varying(16) NOT NULL,
    adopted_at timestamp with time zone NOT NULL
);


--
-- Name: decisions_adoption_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.decisions_adoption ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_adoption_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: decisions_booksnapshot; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.decisions_booksnapshot (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    lines jsonb NOT NULL,
    taken_at timestamp with time zone NOT NULL
);


--
-- Name: decisions_booksnapshot_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.decisions_booksnapshot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_booksnapshot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: decisions_decision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.decisions_decision (
    id bigint NOT NULL,
    rule character varying(64) NOT NULL,
    rule_version character varying(8) NOT NULL,
    book_digest character varying(64) NOT NULL,
    day date NOT NULL,
    place character varying(12) NOT NULL,
    strict boolean NOT NULL,
    facts jsonb NOT NULL,
    result jsonb NOT NULL,
    clauses jsonb NOT NULL,
    marks jsonb NOT NULL,
    authorities jsonb NOT NULL,
    subject_kind character varying(24) NOT NULL,
    subject_id bigint NOT NULL,
    person_id bigint,
    made_at timestamp with time zone NOT NULL
);


--
-- Name: decisions_decision_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.decisions_decision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_decision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: decisions_missingvalue; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.decisions_missingvalue (
    id bigint NOT NULL,
    key character varying(80) NOT NULL,
    place character varying(12) NOT NULL,
    day date NOT NULL,
    strict boolean NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    times integer NOT NULL,
    CONSTRAINT decisions_missingvalue_times_check CHECK ((times >= 0))
);


--
-- Name: decisions_missingvalue_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.decisions_missingvalue ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.decisions_missingvalue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_content_type; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);


--
-- Name: django_content_type_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);


--
-- Name: documents_document; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.documents_document (
    id bigint NOT NULL,
    sha256 character varying(64) NOT NULL,
    media_type character varying(100) NOT NULL,
    name character varying(120) NOT NULL,
    body bytea NOT NULL,
    person_id bigint,
    institution_id bigint,
    keep_until date,
    added_at timestamp with time zone NOT NULL
);


--
-- Name: documents_document_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.documents_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: exchange_carriedconsent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.exchange_carriedconsent (
    id bigint NOT NULL,
    their_id character varying(64) NOT NULL,
    consent_id bigint NOT NULL,
    node_id bigint NOT NULL
);


--
-- Name: exchange_carriedconsent_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.exchange_carriedconsent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_carriedconsent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: exchange_codemap; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.exchange_codemap (
    id bigint NOT NULL,
    version character varying(40) NOT NULL,
    digest character varying(64) NOT NULL,
    loaded_at timestamp with time zone NOT NULL,
    node_id bigint NOT NULL
);


--
-- Name: exchange_codemap_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.exchange_codemap ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_codemap_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: exchange_mappedcode; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.exchange_mappedcode (
    id bigint NOT NULL,
    system character varying(200) NOT NULL,
    code character varying(120) NOT NULL,
    target_system character varying(200) NOT NULL,
    target_code character varying(120) NOT NULL,
    display character varying(200) NOT NULL,
    equivalence character varying(16) NOT NULL,
    map_id bigint NOT NULL
);


--
-- Name: exchange_mappedcode_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.exchange_mappedcode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_mappedcode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: exchange_node; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.exchange_node (
    id bigint NOT NULL,
    code character varying(24) NOT NULL,
    name_zh character varying(80) NOT NULL,
    name_en character varying(120) NOT NULL,
    address character varying(200) NOT NULL,
    client_id_there character varying(64) NOT NULL,
    contents character varying(16)[] NOT NULL,
    agreed daterange NOT NULL,
    stopped_at timestamp with time zone,
    failures integer NOT NULL,
    next_try_at timestamp with time zone,
    last_error character varying(120) NOT NULL,
    last_error_at timestamp with time zone,
    last_sent_at timestamp with time zone,
    client_id bigint NOT NULL,
    CONSTRAINT exchange_node_failures_check CHECK ((failures >= 0)),
    CONSTRAINT node_agreed_not_empty CHECK ((NOT isempty(agreed))),
    CONSTRAINT node_agrees_something CHECK ((NOT (contents = '{}'::character varying(16)[])))
);


--
-- Name: exchange_node_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.exchange_node ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_node_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: exchange_partnerinstitution; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.exchange_partnerinstitution (
    id bigint NOT NULL,
    code character varying(32) NOT NULL,
    institution_id bigint NOT NULL,
    node_id bigint NOT NULL
);


--
-- Name: exchange_partnerinstitution_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.exchange_partnerinstitution ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_partnerinstitution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: exchange_sent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.exchange_sent (
    id bigint NOT NULL,
    contents character varying(16)[] NOT NULL,
    state character varying(12) NOT NULL,
    issues jsonb NOT NULL,
    posted_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    consent_id bigint,
    decision_id bigint,
    institution_id bigint,
    message_id bigint NOT NULL,
    node_id bigint NOT NULL,
    person_id bigint,
    referral_id bigint,
    parked jsonb,
    CONSTRAINT sent_under_consent CHECK ((((contents = ARRAY['SETTLEMENT'::character varying(16)]) AND (referral_id IS NULL)) OR ((consent_id IS NOT NULL) AND (institution_id IS NOT NULL) AND (person_id IS NOT NULL))))
);


--
-- Name: exchange_sent_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.exchange_sent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_sent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: exchange_sharedreferral; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.exchange_sharedreferral (
    id bigint NOT NULL,
    their_id character varying(64) NOT NULL,
    told character varying(64) NOT NULL,
    slot_at timestamp with time zone,
    consent_id bigint NOT NULL,
    node_id bigint NOT NULL,
    referral_id bigint NOT NULL
);


--
-- Name: exchange_sharedreferral_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.exchange_sharedreferral ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_sharedreferral_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: exchange_taken; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.exchange_taken (
    id bigint NOT NULL,
    message_id uuid NOT NULL,
    contents character varying(16)[] NOT NULL,
    counts jsonb NOT NULL,
    map_version character varying(40) NOT NULL,
    unmapped jsonb NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    consent_id bigint,
    decision_id bigint,
    node_id bigint NOT NULL,
    person_id bigint
);


--
-- Name: exchange_taken_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.exchange_taken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_taken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: fees_bill; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.fees_bill (
    id bigint NOT NULL,
    occasion character varying(16) NOT NULL,
    state character varying(8) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    person_fen bigint NOT NULL,
    care_side_id bigint,
    decision_id bigint,
    institution_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT bill_settled_is_whole CHECK ((((decision_id IS NOT NULL) AND (settled_at IS NOT NULL) AND ((state)::text = 'SETTLED'::text)) OR ((NOT ((state)::text = 'SETTLED'::text)) AND (settled_at IS NULL))))
);


--
-- Name: fees_bill_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.fees_bill ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fees_bill_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: fees_billline; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.fees_billline (
    id bigint NOT NULL,
    item character varying(32) NOT NULL,
    quantity integer NOT NULL,
    covered integer NOT NULL,
    price_class character varying(8) NOT NULL,
    price_fen bigint NOT NULL,
    fen bigint NOT NULL,
    shares jsonb NOT NULL,
    charged_at timestamp with time zone NOT NULL,
    act_id bigint,
    bill_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    CONSTRAINT bill_line_amounts CHECK (((fen >= 0) AND (price_fen >= 0) AND (quantity > 0) AND (covered <= quantity))),
    CONSTRAINT fees_billline_covered_check CHECK ((covered >= 0)),
    CONSTRAINT fees_billline_quantity_check CHECK ((quantity >= 0))
);


--
-- Name: fees_billline_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.fees_billline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fees_billline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: fees_subject; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.fees_subject (
    id bigint NOT NULL,
    team bigint NOT NULL,
    practitioner bigint NOT NULL,
    package character varying(32) NOT NULL,
    span daterange NOT NULL,
    units integer NOT NULL,
    acts integer NOT NULL,
    counts boolean NOT NULL,
    reasons character varying(24)[] NOT NULL,
    decision_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    member_id bigint NOT NULL,
    person_id bigint NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT fees_subject_acts_check CHECK ((acts >= 0)),
    CONSTRAINT fees_subject_units_check CHECK ((units >= 0))
);


--
-- Name: fees_subject_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.fees_subject ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fees_subject_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: fees_term; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.fees_term (
    id bigint NOT NULL,
    package character varying(32) NOT NULL,
    price_fen bigint NOT NULL,
    whole integer NOT NULL,
    payer character varying(24) NOT NULL,
    place smallint NOT NULL,
    parts integer NOT NULL,
    decision_id bigint NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT fees_term_parts_check CHECK ((parts >= 0)),
    CONSTRAINT fees_term_place_check CHECK ((place >= 0)),
    CONSTRAINT fees_term_whole_check CHECK ((whole >= 0)),
    CONSTRAINT term_positive CHECK (((parts > 0) AND (price_fen >= 0) AND (whole > 0)))
);


--
-- Name: fees_term_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.fees_term ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fees_term_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: fees_unit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.fees_unit (
    id bigint NOT NULL,
    team bigint NOT NULL,
    factor integer NOT NULL,
    institution_id bigint NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT fees_unit_factor_check CHECK ((factor >= 0))
);


--
-- Name: fees_unit_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.fees_unit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fees_unit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: fees_work; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.fees_work (
    id bigint NOT NULL,
    role character varying(24) NOT NULL,
    members integer NOT NULL,
    acts integer NOT NULL,
    quality integer NOT NULL,
    from_hospital boolean NOT NULL,
    institution_id bigint NOT NULL,
    practitioner_id bigint NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT fees_work_acts_check CHECK ((acts >= 0)),
    CONSTRAINT fees_work_members_check CHECK ((members >= 0)),
    CONSTRAINT fees_work_quality_check CHECK ((quality >= 0))
);


--
-- Name: fees_work_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.fees_work ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fees_work_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: forecasts_calibratedfigure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.forecasts_calibratedfigure (
    id bigint NOT NULL,
    what character varying(16) NOT NULL,
    of character varying(24) NOT NULL,
    part character varying(24) NOT NULL,
    value double precision,
    low double precision,
    high double precision,
    number integer NOT NULL,
    method character varying(16) NOT NULL,
    variation double precision,
    calibration_id bigint NOT NULL,
    CONSTRAINT forecasts_calibratedfigure_number_check CHECK ((number >= 0))
);


--
-- Name: forecasts_calibratedfigure_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.forecasts_calibratedfigure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.forecasts_calibratedfigure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: forecasts_calibration; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.forecasts_calibration (
    id bigint NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    input_digest character varying(64) NOT NULL,
    book_digest character varying(64) NOT NULL,
    confidence_percent smallint NOT NULL,
    "least" smallint NOT NULL,
    findings jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    place_id bigint NOT NULL,
    CONSTRAINT calibration_has_days CHECK ((until > since)),
    CONSTRAINT forecasts_calibration_confidence_percent_check CHECK ((confidence_percent >= 0)),
    CONSTRAINT forecasts_calibration_least_check CHECK (("least" >= 0))
);


--
-- Name: forecasts_calibration_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.forecasts_calibration ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.forecasts_calibration_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: forecasts_forecast; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.forecasts_forecast (
    id bigint NOT NULL,
    until date NOT NULL,
    days smallint NOT NULL,
    interval_percent smallint NOT NULL,
    method character varying(16) NOT NULL,
    state character varying(8) NOT NULL,
    input_digest character varying(64) NOT NULL,
    program character varying(60) NOT NULL,
    findings jsonb NOT NULL,
    fault character varying(60) NOT NULL,
    ordered_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    place_id bigint NOT NULL,
    CONSTRAINT forecast_ended_has_a_moment CHECK ((((ended_at IS NULL) AND ((state)::text = 'QUEUED'::text)) OR ((NOT ((state)::text = 'QUEUED'::text)) AND (ended_at IS NOT NULL)))),
    CONSTRAINT forecasts_forecast_days_check CHECK ((days >= 0)),
    CONSTRAINT forecasts_forecast_interval_percent_check CHECK ((interval_percent >= 0))
);


--
-- Name: forecasts_forecast_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.forecasts_forecast ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.forecasts_forecast_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: forecasts_forecastseries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.forecasts_forecastseries (
    id bigint NOT NULL,
    measure character varying(12) NOT NULL,
    bed_kind character varying(20) NOT NULL,
    since date NOT NULL,
    counted jsonb NOT NULL,
    fan jsonb NOT NULL,
    baseline jsonb NOT NULL,
    held jsonb,
    baseline_held jsonb,
    decision_id bigint NOT NULL,
    forecast_id bigint NOT NULL,
    place_id bigint NOT NULL
);


--
-- Name: forecasts_forecastseries_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.forecasts_forecastseries ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.forecasts_forecastseries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: identity_candidate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.identity_candidate (
    id bigint NOT NULL,
    per_million integer NOT NULL,
    fields jsonb NOT NULL,
    found_at timestamp with time zone NOT NULL,
    state character varying(8) NOT NULL,
    judged_at timestamp with time zone,
    reason character varying(200) NOT NULL,
    decision_id bigint NOT NULL,
    first_id bigint NOT NULL,
    second_id bigint NOT NULL,
    CONSTRAINT candidate_in_order CHECK ((first_id < second_id)),
    CONSTRAINT candidate_judged_with_its_moment CHECK ((((judged_at IS NULL) AND ((state)::text = 'OPEN'::text)) OR ((NOT ((state)::text = 'OPEN'::text)) AND (judged_at IS NOT NULL)))),
    CONSTRAINT identity_candidate_per_million_check CHECK ((per_million >= 0))
);


--
-- Name: identity_candidate_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.identity_candidate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_candidate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: identity_merge; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.identity_merge (
    id bigint NOT NULL,
    reason character varying(200) NOT NULL,
    merged_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    end_reason character varying(200) NOT NULL,
    absorbed_id bigint NOT NULL,
    candidate_id bigint NOT NULL,
    survivor_id bigint NOT NULL,
    CONSTRAINT merge_of_two_people CHECK ((NOT (survivor_id = absorbed_id)))
);


--
-- Name: identity_merge_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.identity_merge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: identity_movedrow; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.identity_movedrow (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    row_id bigint NOT NULL,
    merge_id bigint NOT NULL
);


--
-- Name: identity_movedrow_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.identity_movedrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_movedrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: key_groups_look; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.key_groups_look (
    person_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    decision_id bigint NOT NULL
);


--
-- Name: key_groups_membership; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.key_groups_membership (
    id bigint NOT NULL,
    "group" character varying(24) NOT NULL,
    span daterange NOT NULL,
    source_kind character varying(16) NOT NULL,
    source_key character varying(64) NOT NULL,
    decision_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT membership_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: key_groups_membership_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.key_groups_membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.key_groups_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: key_groups_registerentry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.key_groups_registerentry (
    id bigint NOT NULL,
    "group" character varying(24) NOT NULL,
    number character varying(40) NOT NULL,
    span daterange NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT register_entry_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: key_groups_registerentry_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.key_groups_registerentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.key_groups_registerentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: layouts_grid; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.layouts_grid (
    id bigint NOT NULL,
    code character varying(24) NOT NULL,
    name_zh character varying(60) NOT NULL,
    name_en character varying(80) NOT NULL,
    area jsonb NOT NULL,
    people integer NOT NULL,
    elders integer NOT NULL,
    centre_id bigint,
    hospital_id bigint,
    set_id bigint NOT NULL,
    CONSTRAINT layouts_grid_elders_check CHECK ((elders >= 0)),
    CONSTRAINT layouts_grid_people_check CHECK ((people >= 0))
);


--
-- Name: layouts_grid_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.layouts_grid ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.layouts_grid_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: layouts_grid_teams; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.layouts_grid_teams (
    id bigint NOT NULL,
    grid_id bigint NOT NULL,
    team_id bigint NOT NULL
);


--
-- Name: layouts_grid_teams_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.layouts_grid_teams ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.layouts_grid_teams_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: layouts_gridset; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.layouts_gridset (
    id bigint NOT NULL,
    title character varying(80) NOT NULL,
    state character varying(12) NOT NULL,
    span daterange,
    made_at timestamp with time zone NOT NULL,
    decision_id bigint,
    place_id bigint NOT NULL,
    CONSTRAINT grid_set_in_force_is_decided CHECK ((((decision_id IS NULL) AND (span IS NULL) AND ((state)::text = 'DRAFT'::text)) OR ((decision_id IS NOT NULL) AND (span IS NOT NULL) AND (NOT ((state)::text = 'DRAFT'::text)))))
);


--
-- Name: layouts_gridset_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.layouts_gridset ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.layouts_gridset_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: layouts_layout; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.layouts_layout (
    id bigint NOT NULL,
    title character varying(80) NOT NULL,
    kind character varying(24) NOT NULL,
    candidate_kinds character varying(24)[] NOT NULL,
    aim character varying(16) NOT NULL,
    new integer NOT NULL,
    limit_metres integer NOT NULL,
    capacity integer,
    people integer NOT NULL,
    cost bigint NOT NULL,
    bound bigint NOT NULL,
    proof character varying(12) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    access_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    place_id bigint NOT NULL,
    CONSTRAINT layout_bound_below_cost CHECK (((bound >= 0) AND (bound <= cost))),
    CONSTRAINT layouts_layout_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT layouts_layout_limit_metres_check CHECK ((limit_metres >= 0)),
    CONSTRAINT layouts_layout_new_check CHECK ((new >= 0)),
    CONSTRAINT layouts_layout_people_check CHECK ((people >= 0))
);


--
-- Name: layouts_layout_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.layouts_layout ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.layouts_layout_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: layouts_layoutorder; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.layouts_layoutorder (
    id bigint NOT NULL,
    title character varying(80) NOT NULL,
    kind character varying(24) NOT NULL,
    candidate_kinds character varying(24)[] NOT NULL,
    aim character varying(16) NOT NULL,
    new integer NOT NULL,
    limit_metres integer,
    capacity integer,
    seconds double precision NOT NULL,
    state character varying(12) NOT NULL,
    better integer NOT NULL,
    fault character varying(60) NOT NULL,
    ordered_at timestamp with time zone NOT NULL,
    begun_at timestamp with time zone,
    ended_at timestamp with time zone,
    layout_id bigint,
    place_id bigint NOT NULL,
    CONSTRAINT layout_order_ends_with_a_layout CHECK ((((ended_at IS NOT NULL) AND (layout_id IS NOT NULL) AND ((state)::text = 'DONE'::text)) OR ((ended_at IS NOT NULL) AND (layout_id IS NULL) AND ((state)::text = ANY ((ARRAY['STOPPED'::character varying, 'FAILED'::character varying])::text[]))) OR ((ended_at IS NULL) AND (layout_id IS NULL) AND ((state)::text = 'QUEUED'::text)))),
    CONSTRAINT layouts_layoutorder_better_check CHECK ((better >= 0)),
    CONSTRAINT layouts_layoutorder_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT layouts_layoutorder_limit_metres_check CHECK ((limit_metres >= 0)),
    CONSTRAINT layouts_layoutorder_new_check CHECK ((new >= 0))
);


--
-- Name: layouts_layoutorder_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.layouts_layoutorder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.layouts_layoutorder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: layouts_layoutpoint; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.layouts_layoutpoint (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    lon double precision NOT NULL,
    lat double precision NOT NULL,
    people integer NOT NULL,
    metres_before integer,
    metres_after integer,
    access_before numeric(9,3) NOT NULL,
    access_after numeric(9,3) NOT NULL,
    layout_id bigint NOT NULL,
    place_id bigint NOT NULL,
    site_id bigint,
    CONSTRAINT layout_point_served_from_somewhere CHECK ((((metres_after IS NULL) AND (site_id IS NULL)) OR ((metres_after IS NOT NULL) AND (site_id IS NOT NULL)))),
    CONSTRAINT layouts_layoutpoint_metres_after_check CHECK ((metres_after >= 0)),
    CONSTRAINT layouts_layoutpoint_metres_before_check CHECK ((metres_before >= 0)),
    CONSTRAINT layouts_layoutpoint_people_check CHECK ((people >= 0))
);


--
-- Name: layouts_layoutpoint_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.layouts_layoutpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.layouts_layoutpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: layouts_layoutsite; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.layouts_layoutsite (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    lon double precision NOT NULL,
    lat double precision NOT NULL,
    is_kept boolean NOT NULL,
    near_care boolean NOT NULL,
    people integer NOT NULL,
    institution_id bigint,
    layout_id bigint NOT NULL,
    place_id bigint NOT NULL,
    CONSTRAINT layouts_layoutsite_people_check CHECK ((people >= 0))
);


--
-- Name: layouts_layoutsite_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.layouts_layoutsite ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.layouts_layoutsite_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: layouts_staffingneed; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.layouts_staffingneed (
    id bigint NOT NULL,
    period character varying(16) NOT NULL,
    profession character varying(24) NOT NULL,
    acts integer NOT NULL,
    minutes bigint NOT NULL,
    posts numeric(9,2) NOT NULL,
    have integer NOT NULL,
    standing character varying(8) NOT NULL,
    reckoned_at timestamp with time zone NOT NULL,
    decision_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT layouts_staffingneed_acts_check CHECK ((acts >= 0)),
    CONSTRAINT layouts_staffingneed_have_check CHECK ((have >= 0))
);


--
-- Name: layouts_staffingneed_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.layouts_staffingneed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.layouts_staffingneed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: ledger_act; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_act (
    id bigint NOT NULL,
    kind character varying(32) NOT NULL,
    span tstzrange NOT NULL,
    quantity integer NOT NULL,
    unit character varying(16) NOT NULL,
    source_kind character varying(32) NOT NULL,
    source_id character varying(64) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    xid bigint DEFAULT public.sealing_xid() NOT NULL,
    decision_id bigint,
    institution_id bigint NOT NULL,
    person_id bigint NOT NULL,
    practitioner_id bigint,
    reverses_id bigint,
    flags character varying(32)[] NOT NULL,
    item character varying(32) NOT NULL,
    reason character varying(24) NOT NULL,
    CONSTRAINT act_span_not_empty CHECK ((NOT isempty(span))),
    CONSTRAINT ledger_act_quantity_check CHECK ((quantity >= 0))
);


--
-- Name: ledger_act_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.ledger_act ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_act_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: ledger_timetaken; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_timetaken (
    act_id bigint NOT NULL,
    service character varying(65) NOT NULL,
    span tstzrange NOT NULL,
    person_id bigint NOT NULL,
    practitioner_id bigint
);


--
-- Name: measures_figure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.measures_figure (
    id bigint NOT NULL,
    measure character varying(48) NOT NULL,
    among character varying(32) NOT NULL,
    scope_kind character varying(16) NOT NULL,
    scope_key character varying(32) NOT NULL,
    span daterange NOT NULL,
    numerator bigint NOT NULL,
    denominator bigint NOT NULL,
    judged_at timestamp with time zone NOT NULL,
    decision_id bigint NOT NULL,
    CONSTRAINT figure_denominator_not_negative CHECK ((denominator >= 0))
);


--
-- Name: measures_figure_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.measures_figure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.measures_figure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: mfa_authenticator; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);


--
-- Name: mfa_authenticator_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: network_bed; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.network_bed (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    kind character varying(20) NOT NULL,
    room character varying(24) NOT NULL,
    sex_rule character varying(8) NOT NULL,
    isolation boolean NOT NULL,
    nursing_type boolean NOT NULL,
    dementia_unit boolean NOT NULL,
    price_fen_per_month bigint NOT NULL,
    subsidy_class character varying(16) NOT NULL,
    state character varying(16) NOT NULL,
    state_since timestamp with time zone NOT NULL,
    institution_id bigint NOT NULL,
    ward_id bigint,
    is_pooled boolean DEFAULT false NOT NULL,
    CONSTRAINT bed_price_not_negative CHECK ((price_fen_per_month >= 0))
);


--
-- Name: network_bed_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.network_bed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.network_bed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: network_capability; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.network_capability (
    id bigint NOT NULL,
    code character varying(32) NOT NULL,
    institution_id bigint NOT NULL
);


--
-- Name: network_capability_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.network_capability ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.network_capability_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: network_columnmapping; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.network_columnmapping (
    id bigint NOT NULL,
    name character varying(60) NOT NULL,
    target character varying(24) NOT NULL,
    columns jsonb NOT NULL,
    fixed character varying(60)[] NOT NULL
);


--
-- Name: network_columnmapping_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.network_columnmapping ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.network_columnmapping_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: network_designation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.network_designation (
    id bigint NOT NULL,
    scheme character varying(16) NOT NULL,
    span daterange NOT NULL,
    institution_id bigint NOT NULL,
    CONSTRAINT designation_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: network_designation_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.network_designation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.network_designation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: network_duty; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.network_duty (
    id bigint NOT NULL,
    role character varying(24) NOT NULL,
    "order" smallint NOT NULL,
    span tstzrange NOT NULL,
    account_id bigint NOT NULL,
    institution_id bigint,
    place_id bigint,
    CONSTRAINT network_duty_order_check CHECK (("order" >= 0))
);


--
-- Name: network_duty_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.network_duty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.network_duty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: network_institution; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.network_institution (
    id bigint NOT NULL,
    code character varying(32) NOT NULL,
    name_zh character varying(120) NOT NULL,
    name_en character varying(160) NOT NULL,
    kind character varying(24) NOT NULL,
    ownership character varying(24) NOT NULL,
    level smallint,
    credit_code character varying(18) NOT NULL,
    address character varying(200) NOT NULL,
    phone character varying(20) NOT NULL,
    lon double precision NOT NULL,
    lat double precision NOT NULL,
    designated boolean NOT NULL,
    medical_way character varying(16) NOT NULL,
    highest_care_level smallint,
    is_open boolean NOT NULL,
    inhouse_of_id bigint,
    operator_id bigint,
    place_id bigint NOT NULL,
    converted boolean NOT NULL,
    is_elsewhere boolean DEFAULT false NOT NULL,
    CONSTRAINT network_institution_highest_care_level_check CHECK ((highest_care_level >= 0)),
    CONSTRAINT network_institution_level_check CHECK ((level >= 0))
);


--
-- Name: network_institution_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.network_institution ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.network_institution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: network_institution_serves; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.network_institution_serves (
    id bigint NOT NULL,
    institution_id bigint NOT NULL,
    place_id bigint NOT NULL
);


--
-- Name: network_institution_serves_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.network_institution_serves ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.network_institution_serves_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: network_place; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.network_place (
    id bigint NOT NULL,
    code character varying(12) NOT NULL,
    name_zh character varying(60) NOT NULL,
    name_en character varying(80) NOT NULL,
    lon double precision,
    lat double precision,
    boundary jsonb,
    parent_id bigint
);


--
-- Name: network_place_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.network_place ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.network_place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: network_post; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.network_post (
    id bigint NOT NULL,
    duty character varying(24) NOT NULL,
    span daterange NOT NULL,
    institution_id bigint NOT NULL,
    practitioner_id bigint NOT NULL
);


--
-- Name: network_post_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.network_post ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.network_post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: network_practitioner; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.network_practitioner (
    id bigint NOT NULL,
    code character varying(32) NOT NULL,
    name character varying(60) NOT NULL,
    profession character varying(24) NOT NULL,
    licence character varying(40) NOT NULL,
    account_id bigint,
    is_retired boolean NOT NULL,
    specialty character varying(24) NOT NULL
);


--
-- Name: network_practitioner_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.network_practitioner ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.network_practitioner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: network_team; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.network_team (
    id bigint NOT NULL,
    code character varying(32) NOT NULL,
    name_zh character varying(120) NOT NULL,
    name_en character varying(160) NOT NULL,
    institution_id bigint NOT NULL,
    is_open boolean NOT NULL
);


--
-- Name: network_team_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.network_team ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.network_team_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: network_teammember; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.network_teammember (
    id bigint NOT NULL,
    duty character varying(24) NOT NULL,
    leads boolean NOT NULL,
    practitioner_id bigint NOT NULL,
    team_id bigint NOT NULL,
    most integer,
    people integer NOT NULL,
    CONSTRAINT network_teammember_most_check CHECK ((most >= 0)),
    CONSTRAINT network_teammember_people_check CHECK ((people >= 0)),
    CONSTRAINT team_member_caseload CHECK (((most IS NULL) OR (people <= most)))
);


--
-- Name: network_teammember_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.network_teammember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.network_teammember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: network_turn; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.network_turn (
    id bigint NOT NULL,
    span tstzrange NOT NULL,
    practitioner_id bigint NOT NULL,
    team_id bigint NOT NULL,
    CONSTRAINT turn_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: network_turn_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.network_turn ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.network_turn_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: network_ward; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.network_ward (
    id bigint NOT NULL,
    code character varying(24) NOT NULL,
    name_zh character varying(60) NOT NULL,
    name_en character varying(80) NOT NULL,
    institution_id bigint NOT NULL
);


--
-- Name: network_ward_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.network_ward ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.network_ward_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: notices_delivery; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notices_delivery (
    id bigint NOT NULL,
    channel character varying(16) NOT NULL,
    state character varying(8) NOT NULL,
    attempts smallint NOT NULL,
    next_attempt_at timestamp with time zone,
    sent_at timestamp with time zone,
    fault character varying(64) NOT NULL,
    account_id bigint NOT NULL,
    notice_id bigint NOT NULL,
    CONSTRAINT notices_delivery_attempts_check CHECK ((attempts >= 0))
);


--
-- Name: notices_delivery_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.notices_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: notices_notice; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notices_notice (
    id bigint NOT NULL,
    code character varying(48) NOT NULL,
    params jsonb NOT NULL,
    link character varying(200) NOT NULL,
    role character varying(24) NOT NULL,
    subject_kind character varying(24) NOT NULL,
    subject_id bigint NOT NULL,
    urgent boolean NOT NULL,
    level smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    escalate_at timestamp with time zone,
    acknowledged_at timestamp with time zone,
    account_id bigint,
    acknowledged_by_id bigint,
    institution_id bigint,
    place_id bigint,
    acknowledged_role character varying(24) NOT NULL,
    escalate_after interval,
    CONSTRAINT notices_notice_level_check CHECK ((level >= 0))
);


--
-- Name: notices_notice_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.notices_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: oversight_evidence; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.oversight_evidence (
    id bigint NOT NULL,
    place integer NOT NULL,
    is_disputed boolean NOT NULL,
    line_id bigint NOT NULL,
    suspicion_id bigint NOT NULL,
    CONSTRAINT oversight_evidence_place_check CHECK ((place >= 0))
);


--
-- Name: oversight_evidence_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.oversight_evidence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.oversight_evidence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: oversight_matter; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.oversight_matter (
    id bigint NOT NULL,
    explain_by timestamp with time zone,
    explanation text NOT NULL,
    explained_at timestamp with time zone,
    review_note text NOT NULL,
    reviewed_at timestamp with time zone,
    is_upheld boolean,
    follows jsonb NOT NULL,
    recover_fen bigint NOT NULL,
    decided_at timestamp with time zone,
    object_by timestamp with time zone,
    objection text NOT NULL,
    answer text NOT NULL,
    case_id bigint NOT NULL,
    decided_by_id bigint,
    decision_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    review_id bigint,
    reviewed_by_id bigint,
    screening_id bigint NOT NULL,
    CONSTRAINT matter_takes_back CHECK ((recover_fen >= 0))
);


--
-- Name: oversight_matter_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.oversight_matter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.oversight_matter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: oversight_recovery; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.oversight_recovery (
    id bigint NOT NULL,
    fen bigint NOT NULL,
    claim_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    matter_id bigint NOT NULL,
    reversal_id bigint,
    CONSTRAINT recovery_is_something CHECK ((fen > 0))
);


--
-- Name: oversight_recovery_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.oversight_recovery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.oversight_recovery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: oversight_rulelists; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.oversight_rulelists (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    body jsonb NOT NULL,
    counts jsonb NOT NULL,
    taken_at timestamp with time zone NOT NULL
);


--
-- Name: oversight_rulelists_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.oversight_rulelists ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.oversight_rulelists_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: oversight_screening; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.oversight_screening (
    id bigint NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    claims integer NOT NULL,
    found integer NOT NULL,
    known integer NOT NULL,
    looked_at timestamp with time zone NOT NULL,
    account_id bigint,
    institution_id bigint,
    lists_id bigint,
    place_id bigint NOT NULL,
    CONSTRAINT oversight_screening_claims_check CHECK ((claims >= 0)),
    CONSTRAINT oversight_screening_found_check CHECK ((found >= 0)),
    CONSTRAINT oversight_screening_known_check CHECK ((known >= 0)),
    CONSTRAINT screening_span CHECK ((since < until))
);


--
-- Name: oversight_screening_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.oversight_screening ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.oversight_screening_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: oversight_suspicion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.oversight_suspicion (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    params jsonb NOT NULL,
    fen bigint NOT NULL,
    identity character varying(64) NOT NULL,
    outcome character varying(12) NOT NULL,
    part_fen bigint NOT NULL,
    most_fen bigint NOT NULL,
    back_fen bigint NOT NULL,
    claim_id bigint NOT NULL,
    matter_id bigint NOT NULL,
    CONSTRAINT suspicion_takes_back_no_more CHECK (((back_fen >= 0) AND (back_fen <= most_fen)))
);


--
-- Name: oversight_suspicion_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.oversight_suspicion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.oversight_suspicion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: people_identifier; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_identifier (
    id bigint NOT NULL,
    system character varying(16) NOT NULL,
    issuer character varying(120) NOT NULL,
    blind_index bytea NOT NULL,
    sealed_value bytea NOT NULL,
    last_4 character varying(4) NOT NULL,
    person_id bigint NOT NULL
);


--
-- Name: people_identifier_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.people_identifier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_identifier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: people_person; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_person (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    name_key character varying(240) NOT NULL,
    sex character varying(1) NOT NULL,
    born_on date,
    died_at timestamp with time zone,
    address character varying(200) NOT NULL,
    lon double precision,
    lat double precision,
    phone character varying(20) NOT NULL,
    language character varying(8) NOT NULL,
    household character varying(16) NOT NULL,
    has_carer boolean,
    low_income boolean NOT NULL,
    special_family boolean NOT NULL,
    max_distance_metres integer,
    budget_fen_per_month bigint,
    subsidy_class character varying(16) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    place_id bigint,
    merged_into_id bigint,
    CONSTRAINT people_person_max_distance_metres_check CHECK ((max_distance_metres >= 0))
);


--
-- Name: people_person_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.people_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: people_preference; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_preference (
    id bigint NOT NULL,
    rank smallint NOT NULL,
    institution_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT people_preference_rank_check CHECK ((rank >= 0)),
    CONSTRAINT preference_up_to_five CHECK (((rank >= 1) AND (rank <= 5)))
);


--
-- Name: people_preference_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.people_preference ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_preference_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: people_relative; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.people_relative (
    id bigint NOT NULL,
    name character varying(120) NOT NULL,
    relation character varying(16) NOT NULL,
    phone character varying(20) NOT NULL,
    is_representative boolean NOT NULL,
    is_carer boolean NOT NULL,
    account_id bigint,
    person_id bigint NOT NULL
);


--
-- Name: people_relative_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.people_relative ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_relative_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: performance_appraisal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.performance_appraisal (
    id bigint NOT NULL,
    period character varying(16) NOT NULL,
    span daterange NOT NULL,
    subject_kind character varying(16) NOT NULL,
    subject_id bigint NOT NULL,
    score numeric(5,2),
    factor numeric(5,4),
    vetoes character varying(32)[] NOT NULL,
    state character varying(8) NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    final_at timestamp with time zone,
    confirmed_by_id bigint,
    decision_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    reward_id bigint,
    reward_fen bigint,
    CONSTRAINT appraisal_final_is_whole CHECK ((((confirmed_by_id IS NULL) AND (final_at IS NULL) AND ((state)::text = 'DRAFT'::text)) OR ((confirmed_by_id IS NOT NULL) AND (final_at IS NOT NULL) AND ((state)::text = 'FINAL'::text)))),
    CONSTRAINT appraisal_reward_is_whole CHECK ((((reward_id IS NULL) AND (reward_fen IS NULL)) OR ((reward_id IS NOT NULL) AND (reward_fen >= 0)))),
    CONSTRAINT appraisal_score_and_factor CHECK ((((factor IS NULL) AND (score IS NULL)) OR (((factor >= (0)::numeric) AND (factor <= (1)::numeric)) AND ((score >= (0)::numeric) AND (score <= (100)::numeric)))))
);


--
-- Name: performance_appraisal_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.performance_appraisal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.performance_appraisal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: performance_surveycall; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.performance_surveycall (
    id bigint NOT NULL,
    period character varying(16) NOT NULL,
    instrument character varying(24) NOT NULL,
    version character varying(16) NOT NULL,
    state character varying(16) NOT NULL,
    answers jsonb NOT NULL,
    score smallint,
    most smallint,
    drawn_at timestamp with time zone NOT NULL,
    called_at timestamp with time zone,
    institution_id bigint NOT NULL,
    person_id bigint NOT NULL,
    practitioner_id bigint,
    team_id bigint,
    CONSTRAINT performance_surveycall_most_check CHECK ((most >= 0)),
    CONSTRAINT performance_surveycall_score_check CHECK ((score >= 0)),
    CONSTRAINT survey_call_scored_when_answered CHECK ((((most > 0) AND (score IS NOT NULL) AND ((state)::text = 'ANSWERED'::text) AND (score <= most)) OR ((NOT ((state)::text = 'ANSWERED'::text)) AND (most IS NULL) AND (score IS NULL))))
);


--
-- Name: performance_surveycall_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.performance_surveycall ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.performance_surveycall_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: performance_veto; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.performance_veto (
    id bigint NOT NULL,
    period character varying(16) NOT NULL,
    subject_kind character varying(16) NOT NULL,
    subject_id bigint NOT NULL,
    code character varying(32) NOT NULL,
    reason character varying(300) NOT NULL,
    noted_at timestamp with time zone NOT NULL
);


--
-- Name: performance_veto_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.performance_veto ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.performance_veto_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: postbox_incoming; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.postbox_incoming (
    id bigint NOT NULL,
    source character varying(64) NOT NULL,
    message_id uuid NOT NULL,
    kind character varying(48) NOT NULL,
    answer jsonb NOT NULL,
    received_at timestamp with time zone NOT NULL
);


--
-- Name: postbox_incoming_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.postbox_incoming ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.postbox_incoming_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: postbox_outgoing; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.postbox_outgoing (
    id bigint NOT NULL,
    destination character varying(64) NOT NULL,
    message_id uuid NOT NULL,
    kind character varying(48) NOT NULL,
    body jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    attempts integer NOT NULL,
    CONSTRAINT postbox_outgoing_attempts_check CHECK ((attempts >= 0))
);


--
-- Name: postbox_outgoing_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.postbox_outgoing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.postbox_outgoing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: procrastinate_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);


--
-- Name: procrastinate_events_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: procrastinate_events_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;


--
-- Name: procrastinate_jobs_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: procrastinate_jobs_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;


--
-- Name: procrastinate_periodic_defers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);


--
-- Name: procrastinate_periodic_defers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: procrastinate_periodic_defers_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;


--
-- Name: procrastinate_workers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: procrastinate_workers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: recognition_certificate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recognition_certificate (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    credit_code character varying(18) NOT NULL,
    outside_name character varying(120) NOT NULL,
    item character varying(32) NOT NULL,
    region character varying(24) NOT NULL,
    span daterange NOT NULL,
    cites character varying(200) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    document_id bigint,
    institution_id bigint,
    CONSTRAINT certificate_mark_has_region CHECK (((((kind)::text = 'CONTROL'::text) AND ((region)::text = ''::text)) OR (((kind)::text = 'MARK'::text) AND (NOT ((region)::text = ''::text))))),
    CONSTRAINT certificate_one_holder CHECK (((((credit_code)::text = ''::text) AND (institution_id IS NOT NULL)) OR ((institution_id IS NULL) AND (NOT ((credit_code)::text = ''::text))))),
    CONSTRAINT certificate_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: recognition_certificate_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.recognition_certificate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.recognition_certificate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: recognition_order; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.recognition_order (
    id bigint NOT NULL,
    item character varying(32) NOT NULL,
    coded_as character varying(160) NOT NULL,
    setting character varying(12) NOT NULL,
    state character varying(12) NOT NULL,
    was_offered boolean NOT NULL,
    "case" character varying(4) NOT NULL,
    words text NOT NULL,
    result_version integer,
    avoided_fen bigint NOT NULL,
    decided_on date NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    act_id bigint,
    decision_id bigint NOT NULL,
    institution_id bigint NOT NULL,
    person_id bigint NOT NULL,
    practitioner_id bigint NOT NULL,
    result_id bigint,
    CONSTRAINT order_avoided_not_negative CHECK ((avoided_fen >= 0)),
    CONSTRAINT order_of_repeat_has_case CHECK (((NOT was_offered) OR ((state)::text = 'RECOGNISED'::text) OR ((state)::text = 'CANCELLED'::text) OR (NOT (("case")::text = ''::text)))),
    CONSTRAINT order_recognised_has_result CHECK ((((("case")::text = ''::text) AND (result_id IS NOT NULL) AND ((state)::text = 'RECOGNISED'::text) AND was_offered) OR ((NOT ((state)::text = 'RECOGNISED'::text)) AND (avoided_fen = 0))))
);


--
-- Name: recognition_order_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.recognition_order ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.recognition_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: record_change; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.record_change
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: record_composite; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record_composite (
    param integer NOT NULL,
    system bigint NOT NULL,
    code bigint NOT NULL,
    low numeric NOT NULL,
    high numeric NOT NULL,
    second_system bigint NOT NULL,
    second_code bigint NOT NULL,
    resource_id bigint NOT NULL
);


--
-- Name: record_date; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record_date (
    param integer NOT NULL,
    low timestamp with time zone NOT NULL,
    high timestamp with time zone NOT NULL,
    resource_id bigint NOT NULL
);


--
-- Name: record_export; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record_export (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    client_id character varying(120) NOT NULL,
    permits jsonb,
    person_id bigint,
    of_people boolean NOT NULL,
    "group" character varying(64) NOT NULL,
    types character varying(40)[] NOT NULL,
    since timestamp with time zone,
    url text NOT NULL,
    approval bigint,
    state character varying(12) NOT NULL,
    fault character varying(80) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    as_of timestamp with time zone NOT NULL,
    type_at integer NOT NULL,
    key_at bigint NOT NULL,
    count bigint NOT NULL,
    finished_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    assignment_id bigint NOT NULL,
    place_code character varying(12) NOT NULL,
    without_place integer NOT NULL,
    filters jsonb NOT NULL
);


--
-- Name: record_export_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.record_export ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.record_export_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: record_exportfile; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record_exportfile (
    id bigint NOT NULL,
    type character varying(40) NOT NULL,
    part integer NOT NULL,
    count integer NOT NULL,
    body bytea NOT NULL,
    export_id bigint NOT NULL
);


--
-- Name: record_exportfile_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.record_exportfile ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.record_exportfile_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: record_importedfile; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record_importedfile (
    sha256 character varying(64) NOT NULL,
    counts jsonb NOT NULL,
    imported_at timestamp with time zone NOT NULL
);


--
-- Name: record_quantity; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record_quantity (
    param integer NOT NULL,
    low numeric NOT NULL,
    high numeric NOT NULL,
    system bigint NOT NULL,
    code bigint NOT NULL,
    resource_id bigint NOT NULL
);


--
-- Name: record_reference; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record_reference (
    param integer NOT NULL,
    target text NOT NULL,
    resource_id bigint NOT NULL
);


--
-- Name: record_resource; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record_resource (
    key bigint NOT NULL,
    type character varying(40) NOT NULL,
    id character varying(64) NOT NULL,
    version integer NOT NULL,
    body text NOT NULL,
    digest uuid NOT NULL,
    also_about bigint[] NOT NULL,
    origin character varying(80) NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    xid bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL,
    seq bigint DEFAULT nextval('public.record_change'::regclass) NOT NULL,
    person_id bigint,
    CONSTRAINT resource_version_from_one CHECK ((version >= 1))
);


--
-- Name: record_resource_key_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.record_resource ALTER COLUMN key ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.record_resource_key_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: record_resourceversion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record_resourceversion (
    id bigint NOT NULL,
    version integer NOT NULL,
    body text NOT NULL,
    person_id bigint,
    updated_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    xid bigint NOT NULL,
    seq bigint NOT NULL,
    resource_id bigint NOT NULL,
    also_about bigint[] DEFAULT '{}'::bigint[] NOT NULL
);


--
-- Name: record_resourceversion_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.record_resourceversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.record_resourceversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: record_string; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record_string (
    param integer NOT NULL,
    value text NOT NULL,
    resource_id bigint NOT NULL
);


--
-- Name: record_token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record_token (
    param integer NOT NULL,
    system bigint NOT NULL,
    code bigint NOT NULL,
    resource_id bigint NOT NULL
);


--
-- Name: record_uri; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.record_uri (
    param integer NOT NULL,
    value text NOT NULL,
    resource_id bigint NOT NULL
);


--
-- Name: referrals_referral; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.referrals_referral (
    id bigint NOT NULL,
    direction character varying(8) NOT NULL,
    reason character varying(8) NOT NULL,
    diagnosis character varying(16) NOT NULL,
    news2 smallint,
    done text NOT NULL,
    question text NOT NULL,
    consent boolean NOT NULL,
    has_priority boolean NOT NULL,
    advice text NOT NULL,
    summary text NOT NULL,
    submitted_at timestamp with time zone,
    answered_at timestamp with time zone,
    arrived_at timestamp with time zone,
    report_diagnosis character varying(16) NOT NULL,
    report text NOT NULL,
    reported_at timestamp with time zone,
    act_id bigint,
    agreement_id bigint,
    benefit_id bigint,
    booking_id bigint,
    case_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    from_institution_id bigint NOT NULL,
    from_practitioner_id bigint,
    person_id bigint NOT NULL,
    previous_id bigint,
    terms_id bigint,
    to_institution_id bigint NOT NULL,
    CONSTRAINT referral_report_says_something CHECK (((reported_at IS NULL) OR (NOT (report = ''::text)))),
    CONSTRAINT referral_to_another CHECK ((NOT (from_institution_id = to_institution_id))),
    CONSTRAINT referrals_referral_news2_check CHECK ((news2 >= 0))
);


--
-- Name: referrals_referral_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.referrals_referral ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.referrals_referral_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: risks_risk; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.risks_risk (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    identity character varying(80) NOT NULL,
    owner_role character varying(24) NOT NULL,
    is_institutions boolean NOT NULL,
    subject_kind character varying(24) NOT NULL,
    subject_id bigint,
    params jsonb NOT NULL,
    words text NOT NULL,
    answer text NOT NULL,
    outcome text NOT NULL,
    found_at timestamp with time zone NOT NULL,
    case_id bigint NOT NULL,
    decision_id bigint NOT NULL,
    institution_id bigint,
    told_by_id bigint,
    CONSTRAINT risk_owner_sits_somewhere CHECK (((NOT is_institutions) OR (institution_id IS NOT NULL)))
);


--
-- Name: risks_risk_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.risks_risk ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.risks_risk_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: scenarios_comparison; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.scenarios_comparison (
    id bigint NOT NULL,
    differences jsonb,
    made_at timestamp with time zone NOT NULL,
    judged_at timestamp with time zone,
    against_id bigint NOT NULL,
    plan_id bigint NOT NULL,
    CONSTRAINT comparison_judged_with_differences CHECK ((((differences IS NULL) AND (judged_at IS NULL)) OR ((differences IS NOT NULL) AND (judged_at IS NOT NULL))))
);


--
-- Name: scenarios_comparison_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.scenarios_comparison ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.scenarios_comparison_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: scenarios_replication; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.scenarios_replication (
    id bigint NOT NULL,
    number integer NOT NULL,
    result jsonb NOT NULL,
    run_id bigint NOT NULL,
    CONSTRAINT scenarios_replication_number_check CHECK ((number >= 0))
);


--
-- Name: scenarios_replication_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.scenarios_replication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.scenarios_replication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: scenarios_scenario; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.scenarios_scenario (
    id bigint NOT NULL,
    name_zh character varying(80) NOT NULL,
    name_en character varying(120) NOT NULL,
    rates character varying(8) NOT NULL,
    text text NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    base_id bigint,
    place_id bigint NOT NULL
);


--
-- Name: scenarios_scenario_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.scenarios_scenario ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.scenarios_scenario_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: scenarios_simulationrun; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.scenarios_simulationrun (
    id bigint NOT NULL,
    state character varying(12) NOT NULL,
    seed bigint NOT NULL,
    days integer NOT NULL,
    warm_up integer NOT NULL,
    replications integer NOT NULL,
    confidence_percent smallint NOT NULL,
    book_digest character varying(64) NOT NULL,
    program character varying(40) NOT NULL,
    shown jsonb,
    fault character varying(60) NOT NULL,
    ordered_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    scenario_id bigint NOT NULL,
    CONSTRAINT scenarios_simulationrun_confidence_percent_check CHECK ((confidence_percent >= 0)),
    CONSTRAINT scenarios_simulationrun_days_check CHECK ((days >= 0)),
    CONSTRAINT scenarios_simulationrun_replications_check CHECK ((replications >= 0)),
    CONSTRAINT scenarios_simulationrun_warm_up_check CHECK ((warm_up >= 0)),
    CONSTRAINT simulation_run_ends_with_figures CHECK ((((ended_at IS NOT NULL) AND (shown IS NOT NULL) AND ((state)::text = 'DONE'::text)) OR ((ended_at IS NOT NULL) AND (shown IS NULL) AND ((state)::text = 'FAILED'::text)) OR ((ended_at IS NULL) AND (shown IS NULL) AND ((state)::text = ANY ((ARRAY['QUEUED'::character varying, 'STOPPED'::character varying])::text[])))))
);


--
-- Name: scenarios_simulationrun_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.scenarios_simulationrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.scenarios_simulationrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: scenarios_verdict; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.scenarios_verdict (
    id bigint NOT NULL,
    figure character varying(48) NOT NULL,
    verdict character varying(24) NOT NULL,
    comparison_id bigint NOT NULL,
    decision_id bigint NOT NULL
);


--
-- Name: scenarios_verdict_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.scenarios_verdict ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.scenarios_verdict_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: signing_code; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.signing_code (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    nonce character varying(32) NOT NULL,
    document_sha256 character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    most_attempts smallint NOT NULL,
    used_at timestamp with time zone,
    is_void boolean NOT NULL,
    account_id bigint NOT NULL,
    draft_id bigint NOT NULL,
    CONSTRAINT code_attempts_within_limit CHECK ((attempts <= most_attempts)),
    CONSTRAINT signing_code_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT signing_code_most_attempts_check CHECK ((most_attempts >= 0))
);


--
-- Name: signing_code_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.signing_code ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signing_code_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: signing_draft; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.signing_draft (
    id bigint NOT NULL,
    form character varying(16) NOT NULL,
    state character varying(16) NOT NULL,
    years smallint NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    asker character varying(16) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    lapses_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    account_id bigint,
    agreement_id bigint,
    city_id bigint,
    district_id bigint,
    document_id bigint,
    institution_id bigint NOT NULL,
    organisation_id bigint,
    practitioner_id bigint NOT NULL,
    signs_id bigint,
    team_id bigint,
    CONSTRAINT draft_has_its_document CHECK ((((state)::text = 'REFUSED'::text) OR (document_id IS NOT NULL))),
    CONSTRAINT draft_signed_has_agreement CHECK ((((agreement_id IS NOT NULL) AND ((state)::text = 'SIGNED'::text)) OR ((NOT ((state)::text = 'SIGNED'::text)) AND (agreement_id IS NULL)))),
    CONSTRAINT signing_draft_years_check CHECK ((years >= 0))
);


--
-- Name: signing_draft_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.signing_draft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signing_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: signing_draftmember; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.signing_draftmember (
    id bigint NOT NULL,
    signer character varying(16) NOT NULL,
    packages character varying(32)[] NOT NULL,
    way character varying(8) NOT NULL,
    has_agreed boolean NOT NULL,
    reasons jsonb NOT NULL,
    decision_id bigint NOT NULL,
    draft_id bigint NOT NULL,
    person_id bigint NOT NULL,
    replaces_id bigint
);


--
-- Name: signing_draftmember_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.signing_draftmember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signing_draftmember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: signing_employment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.signing_employment (
    id bigint NOT NULL,
    span daterange NOT NULL,
    organisation_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT employment_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: signing_employment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.signing_employment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signing_employment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: signing_filing; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.signing_filing (
    id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    name_zh character varying(120) NOT NULL,
    name_en character varying(160) NOT NULL,
    head character varying(60) NOT NULL,
    doctors smallint NOT NULL,
    nurses smallint NOT NULL,
    area integer NOT NULL,
    case_id bigint NOT NULL,
    home_id bigint NOT NULL,
    institution_id bigint,
    operator_id bigint,
    CONSTRAINT signing_filing_area_check CHECK ((area >= 0)),
    CONSTRAINT signing_filing_doctors_check CHECK ((doctors >= 0)),
    CONSTRAINT signing_filing_nurses_check CHECK ((nurses >= 0))
);


--
-- Name: signing_filing_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.signing_filing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signing_filing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: socialaccount_socialaccount; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id bigint NOT NULL
);


--
-- Name: socialaccount_socialaccount_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: socialaccount_socialapp; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);


--
-- Name: socialaccount_socialapp_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: socialaccount_socialtoken; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);


--
-- Name: socialaccount_socialtoken_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: subscriptions_event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.subscriptions_event (
    id bigint NOT NULL,
    number bigint NOT NULL,
    version integer NOT NULL,
    interaction character varying(8) NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    shown_at timestamp with time zone,
    resource_id bigint NOT NULL,
    subscription_id bigint NOT NULL
);


--
-- Name: subscriptions_event_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.subscriptions_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.subscriptions_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: subscriptions_subscription; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.subscriptions_subscription (
    id bigint NOT NULL,
    public_id uuid NOT NULL,
    permits jsonb NOT NULL,
    person_id bigint,
    status character varying(12) NOT NULL,
    fault character varying(40) NOT NULL,
    topic character varying(200) NOT NULL,
    filters jsonb NOT NULL,
    body text NOT NULL,
    base text NOT NULL,
    endpoint text NOT NULL,
    sealed_headers text NOT NULL,
    mime character varying(40) NOT NULL,
    content character varying(16) NOT NULL,
    heartbeat integer,
    timeout integer NOT NULL,
    max_count integer NOT NULL,
    ends_at timestamp with time zone,
    version integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    deleted_at timestamp with time zone,
    since_snapshot text NOT NULL,
    since_xid bigint,
    since_seq bigint,
    cursor_xid bigint,
    cursor_seq bigint,
    count bigint NOT NULL,
    sent bigint NOT NULL,
    failures integer NOT NULL,
    failing_since timestamp with time zone,
    next_at timestamp with time zone,
    spoke_at timestamp with time zone,
    assignment_id bigint NOT NULL,
    authorisation_id bigint NOT NULL,
    client_id bigint NOT NULL,
    CONSTRAINT subscription_active_has_a_place CHECK (((NOT ((status)::text = 'ACTIVE'::text)) OR (cursor_xid IS NOT NULL))),
    CONSTRAINT subscription_sent_was_counted CHECK (((sent >= 0) AND (sent <= count)))
);


--
-- Name: subscriptions_subscription_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.subscriptions_subscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.subscriptions_subscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: vigilance_alarm; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vigilance_alarm (
    id bigint NOT NULL,
    syndrome character varying(32) NOT NULL,
    "on" date NOT NULL,
    method character varying(24) NOT NULL,
    observed integer NOT NULL,
    expected numeric(12,3),
    upper numeric(12,3) NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    decision_id bigint NOT NULL,
    institution_id bigint,
    place_id bigint NOT NULL,
    response_id bigint NOT NULL,
    CONSTRAINT vigilance_alarm_observed_check CHECK ((observed >= 0))
);


--
-- Name: vigilance_alarm_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.vigilance_alarm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.vigilance_alarm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: vigilance_casualty; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vigilance_casualty (
    id bigint NOT NULL,
    is_exercise boolean NOT NULL,
    number integer NOT NULL,
    sex character varying(1) NOT NULL,
    news2 smallint NOT NULL,
    needs_oxygen boolean NOT NULL,
    severity character varying(12) NOT NULL,
    reasons jsonb NOT NULL,
    placed_at timestamp with time zone,
    left_at timestamp with time zone,
    decision_id bigint NOT NULL,
    place_id bigint,
    transfer_id bigint,
    bed_id bigint,
    response_id bigint NOT NULL,
    CONSTRAINT casualty_real_has_a_transfer CHECK (((is_exercise AND (transfer_id IS NULL)) OR ((NOT is_exercise) AND (transfer_id IS NOT NULL)))),
    CONSTRAINT vigilance_casualty_news2_check CHECK ((news2 >= 0)),
    CONSTRAINT vigilance_casualty_number_check CHECK ((number >= 0))
);


--
-- Name: vigilance_casualty_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.vigilance_casualty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.vigilance_casualty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: vigilance_counting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vigilance_counting (
    id bigint NOT NULL,
    from_on date NOT NULL,
    until_on date NOT NULL,
    change bigint NOT NULL,
    days_done integer NOT NULL,
    days_asked integer NOT NULL,
    counted_at timestamp with time zone NOT NULL,
    place_id bigint NOT NULL,
    CONSTRAINT counting_days_in_order CHECK ((from_on <= until_on)),
    CONSTRAINT vigilance_counting_days_asked_check CHECK ((days_asked >= 0)),
    CONSTRAINT vigilance_counting_days_done_check CHECK ((days_done >= 0))
);


--
-- Name: vigilance_counting_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.vigilance_counting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.vigilance_counting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: vigilance_daycount; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vigilance_daycount (
    id bigint NOT NULL,
    syndrome character varying(32) NOT NULL,
    "on" date NOT NULL,
    people integer NOT NULL,
    first_people integer NOT NULL,
    counted_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone,
    institution_id bigint,
    place_id bigint NOT NULL,
    CONSTRAINT vigilance_daycount_first_people_check CHECK ((first_people >= 0)),
    CONSTRAINT vigilance_daycount_people_check CHECK ((people >= 0))
);


--
-- Name: vigilance_daycount_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.vigilance_daycount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.vigilance_daycount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: vigilance_pledge; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vigilance_pledge (
    id bigint NOT NULL,
    bed_kind character varying(20) NOT NULL,
    beds integer NOT NULL,
    posts integer NOT NULL,
    state character varying(12) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    institution_id bigint NOT NULL,
    response_id bigint NOT NULL,
    CONSTRAINT pledge_answered CHECK ((((answered_at IS NULL) AND ((state)::text = 'ASKED'::text)) OR ((NOT ((state)::text = 'ASKED'::text)) AND (answered_at IS NOT NULL)))),
    CONSTRAINT vigilance_pledge_beds_check CHECK ((beds >= 0)),
    CONSTRAINT vigilance_pledge_posts_check CHECK ((posts >= 0))
);


--
-- Name: vigilance_pledge_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.vigilance_pledge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.vigilance_pledge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: vigilance_pooledbed; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vigilance_pooledbed (
    id bigint NOT NULL,
    is_exercise boolean NOT NULL,
    span tstzrange NOT NULL,
    released_at timestamp with time zone,
    bed_id bigint NOT NULL,
    pledge_id bigint NOT NULL,
    response_id bigint NOT NULL,
    CONSTRAINT pooled_bed_released CHECK ((((released_at IS NULL) AND (upper(span) IS NULL)) OR ((released_at IS NOT NULL) AND (upper(span) = released_at))))
);


--
-- Name: vigilance_pooledbed_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.vigilance_pooledbed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.vigilance_pooledbed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: vigilance_pooledstaff; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vigilance_pooledstaff (
    id bigint NOT NULL,
    is_exercise boolean NOT NULL,
    span tstzrange NOT NULL,
    released_at timestamp with time zone,
    pledge_id bigint NOT NULL,
    practitioner_id bigint NOT NULL,
    response_id bigint NOT NULL,
    CONSTRAINT pooled_staff_released CHECK ((((released_at IS NULL) AND (upper(span) IS NULL)) OR ((released_at IS NOT NULL) AND (upper(span) = released_at))))
);


--
-- Name: vigilance_pooledstaff_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.vigilance_pooledstaff ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.vigilance_pooledstaff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: vigilance_response; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.vigilance_response (
    id bigint NOT NULL,
    syndrome character varying(32) NOT NULL,
    is_exercise boolean NOT NULL,
    level character varying(4) NOT NULL,
    scope character varying(12) NOT NULL,
    beds integer NOT NULL,
    posts integer NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    case_id bigint NOT NULL,
    decision_id bigint,
    place_id bigint NOT NULL,
    placement_id bigint,
    CONSTRAINT vigilance_response_beds_check CHECK ((beds >= 0)),
    CONSTRAINT vigilance_response_posts_check CHECK ((posts >= 0))
);


--
-- Name: vigilance_response_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.vigilance_response ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.vigilance_response_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: visits_attendance; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.visits_attendance (
    id bigint NOT NULL,
    day date NOT NULL,
    came_at timestamp with time zone NOT NULL,
    left_at timestamp with time zone,
    act_id bigint,
    enrolment_id bigint NOT NULL,
    CONSTRAINT attendance_in_order CHECK (((left_at IS NULL) OR (left_at > came_at)))
);


--
-- Name: visits_attendance_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.visits_attendance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.visits_attendance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: visits_enrolment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.visits_enrolment (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    span daterange NOT NULL,
    weekdays smallint[] NOT NULL,
    begins time without time zone NOT NULL,
    ends time without time zone NOT NULL,
    items character varying(32)[] NOT NULL,
    made_at timestamp with time zone NOT NULL,
    end_reason character varying(24) NOT NULL,
    decision_id bigint,
    institution_id bigint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT enrolment_hours_in_order CHECK ((begins < ends)),
    CONSTRAINT enrolment_span_not_empty CHECK ((NOT isempty(span)))
);


--
-- Name: visits_enrolment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.visits_enrolment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.visits_enrolment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: visits_pointservice; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.visits_pointservice (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    item character varying(32) NOT NULL,
    quantity integer NOT NULL,
    price_fen bigint,
    span tstzrange NOT NULL,
    act_id bigint,
    enrolment_id bigint NOT NULL,
    practitioner_id bigint,
    CONSTRAINT point_service_is_whole CHECK (((((kind)::text = 'PURCHASE'::text) AND (price_fen IS NOT NULL)) OR (((kind)::text = 'SERVICE'::text) AND (practitioner_id IS NOT NULL)))),
    CONSTRAINT point_service_price_not_negative CHECK (((price_fen IS NULL) OR (price_fen >= 0))),
    CONSTRAINT visits_pointservice_quantity_check CHECK ((quantity >= 0))
);


--
-- Name: visits_pointservice_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.visits_pointservice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.visits_pointservice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: visits_visit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.visits_visit (
    id bigint NOT NULL,
    state character varying(12) NOT NULL,
    role character varying(24) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    note character varying(500) NOT NULL,
    "window" tstzrange NOT NULL,
    ticked character varying(24)[] NOT NULL,
    people smallint NOT NULL,
    precautions character varying(24)[] NOT NULL,
    end_reason character varying(32) NOT NULL,
    refer_to character varying(24) NOT NULL,
    span tstzrange,
    travel_minutes integer,
    left_because character varying(24) NOT NULL,
    begun_at timestamp with time zone,
    ended_at timestamp with time zone,
    signed_by character varying(60) NOT NULL,
    report character varying(500) NOT NULL,
    stars smallint,
    praise character varying(300) NOT NULL,
    rated_at timestamp with time zone,
    asked_by_id bigint,
    due_work_id bigint,
    enrolment_id bigint,
    institution_id bigint NOT NULL,
    person_id bigint NOT NULL,
    plan_id bigint,
    practitioner_id bigint,
    risk_id bigint,
    second_id bigint,
    CONSTRAINT visit_done_has_times CHECK (((NOT ((state)::text = 'DONE'::text)) OR ((begun_at IS NOT NULL) AND (ended_at IS NOT NULL)))),
    CONSTRAINT visit_one_or_two_people CHECK ((people = ANY (ARRAY[1, 2]))),
    CONSTRAINT visit_planned_has_worker CHECK (((NOT ((state)::text = ANY ((ARRAY['PLANNED'::character varying, 'UNDER_WAY'::character varying, 'DONE'::character varying])::text[]))) OR ((practitioner_id IS NOT NULL) AND (span IS NOT NULL)))),
    CONSTRAINT visit_stars_one_to_five CHECK (((stars IS NULL) OR ((stars >= 1) AND (stars <= 5) AND ((state)::text = 'DONE'::text)))),
    CONSTRAINT visit_window_is_some CHECK ((NOT isempty("window"))),
    CONSTRAINT visits_visit_people_check CHECK ((people >= 0)),
    CONSTRAINT visits_visit_stars_check CHECK ((stars >= 0)),
    CONSTRAINT visits_visit_travel_minutes_check CHECK ((travel_minutes >= 0))
);


--
-- Name: visits_visit_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.visits_visit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.visits_visit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: visits_visitcheck; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.visits_visitcheck (
    id bigint NOT NULL,
    kind character varying(4) NOT NULL,
    key uuid NOT NULL,
    told_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    lon double precision,
    lat double precision,
    accuracy integer NOT NULL,
    metres integer,
    flags character varying(24)[] NOT NULL,
    decision_id bigint NOT NULL,
    visit_id bigint NOT NULL,
    CONSTRAINT visits_visitcheck_accuracy_check CHECK ((accuracy >= 0)),
    CONSTRAINT visits_visitcheck_metres_check CHECK ((metres >= 0))
);


--
-- Name: visits_visitcheck_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.visits_visitcheck ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.visits_visitcheck_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: visits_visititem; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.visits_visititem (
    id bigint NOT NULL,
    item character varying(32) NOT NULL,
    state character varying(12) NOT NULL,
    reasons character varying(32)[] NOT NULL,
    act_id bigint,
    decision_id bigint,
    visit_id bigint NOT NULL,
    CONSTRAINT visit_item_done_has_act CHECK ((((act_id IS NOT NULL) AND ((state)::text = 'DONE'::text)) OR ((NOT ((state)::text = 'DONE'::text)) AND (act_id IS NULL))))
);


--
-- Name: visits_visititem_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.visits_visititem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.visits_visititem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: procrastinate_events id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);


--
-- Name: procrastinate_jobs id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);


--
-- Name: procrastinate_periodic_defers id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);


--
-- Data for Name: access_account; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: access_account_groups; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: access_account_user_permissions; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: access_assignment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: access_denial; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: access_grant; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: access_invitation; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: account_emailaddress; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: account_emailconfirmation; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: accounts_account; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: accounts_chunk; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: accounts_entry; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: accounts_posting; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: accounts_run; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: agreements_agreement; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: agreements_caseloadentry; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: agreements_item; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: agreements_member; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: agreements_panel; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: agreements_party; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: agreements_project; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: agreements_signature; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: agreements_version; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: assessments_assessment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: audit_entry; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: audit_payload; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: audit_seal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: auth_group; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: auth_group_permissions; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: auth_permission; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.auth_permission VALUES (1, 'Can add permission', 1, 'add_permission');
INSERT INTO public.auth_permission VALUES (2, 'Can change permission', 1, 'change_permission');
INSERT INTO public.auth_permission VALUES (3, 'Can delete permission', 1, 'delete_permission');
INSERT INTO public.auth_permission VALUES (4, 'Can view permission', 1, 'view_permission');
INSERT INTO public.auth_permission VALUES (5, 'Can add group', 2, 'add_group');
INSERT INTO public.auth_permission VALUES (6, 'Can change group', 2, 'change_group');
INSERT INTO public.auth_permission VALUES (7, 'Can delete group', 2, 'delete_group');
INSERT INTO public.auth_permission VALUES (8, 'Can view group', 2, 'view_group');
INSERT INTO public.auth_permission VALUES (9, 'Can add content type', 3, 'add_contenttype');
INSERT INTO public.auth_permission VALUES (10, 'Can change content type', 3, 'change_contenttype');
INSERT INTO public.auth_permission VALUES (11, 'Can delete content type', 3, 'delete_contenttype');
INSERT INTO public.auth_permission VALUES (12, 'Can view content type', 3, 'view_contenttype');
INSERT INTO public.auth_permission VALUES (13, 'Can add session', 4, 'add_session');
INSERT INTO public.auth_permission VALUES (14, 'Can change session', 4, 'change_session');
INSERT INTO public.auth_permission VALUES (15, 'Can delete session', 4, 'delete_session');
INSERT INTO public.auth_permission VALUES (16, 'Can view session', 4, 'view_session');
INSERT INTO public.auth_permission VALUES (17, 'Can add email address', 5, 'add_emailaddress');
INSERT INTO public.auth_permission VALUES (18, 'Can change email address', 5, 'change_emailaddress');
INSERT INTO public.auth_permission VALUES (19, 'Can delete email address', 5, 'delete_emailaddress');
INSERT INTO public.auth_permission VALUES (20, 'Can view email address', 5, 'view_emailaddress');
INSERT INTO public.auth_permission VALUES (21, 'Can add email confirmation', 6, 'add_emailconfirmation');
INSERT INTO public.auth_permission VALUES (22, 'Can change email confirmation', 6, 'change_emailconfirmation');
INSERT INTO public.auth_permission VALUES (23, 'Can delete email confirmation', 6, 'delete_emailconfirmation');
INSERT INTO public.auth_permission VALUES (24, 'Can view email confirmation', 6, 'view_emailconfirmation');
INSERT INTO public.auth_permission VALUES (25, 'Can add authenticator', 7, 'add_authenticator');
INSERT INTO public.auth_permission VALUES (26, 'Can change authenticator', 7, 'change_authenticator');
INSERT INTO public.auth_permission VALUES (27, 'Can delete authenticator', 7, 'delete_authenticator');
INSERT INTO public.auth_permission VALUES (28, 'Can view authenticator', 7, 'view_authenticator');
INSERT INTO public.auth_permission VALUES (29, 'Can add social account', 8, 'add_socialaccount');
INSERT INTO public.auth_permission VALUES (30, 'Can change social account', 8, 'change_socialaccount');
INSERT INTO public.auth_permission VALUES (31, 'Can delete social account', 8, 'delete_socialaccount');
INSERT INTO public.auth_permission VALUES (32, 'Can view social account', 8, 'view_socialaccount');
INSERT INTO public.auth_permission VALUES (33, 'Can add social application', 9, 'add_socialapp');
INSERT INTO public.auth_permission VALUES (34, 'Can change social application', 9, 'change_socialapp');
INSERT INTO public.auth_permission VALUES (35, 'Can delete social application', 9, 'delete_socialapp');
INSERT INTO public.auth_permission VALUES (36, 'Can view social application', 9, 'view_socialapp');
INSERT INTO public.auth_permission VALUES (37, 'Can add social application token', 10, 'add_socialtoken');
INSERT INTO public.auth_permission VALUES (38, 'Can change social application token', 10, 'change_socialtoken');
INSERT INTO public.auth_permission VALUES (39, 'Can delete social application token', 10, 'delete_socialtoken');
INSERT INTO public.auth_permission VALUES (40, 'Can view social application token', 10, 'view_socialtoken');
INSERT INTO public.auth_permission VALUES (41, 'Can add procrastinate event', 11, 'add_procrastinateevent');
INSERT INTO public.auth_permission VALUES (42, 'Can change procrastinate event', 11, 'change_procrastinateevent');
INSERT INTO public.auth_permission VALUES (43, 'Can delete procrastinate event', 11, 'delete_procrastinateevent');
INSERT INTO public.auth_permission VALUES (44, 'Can view procrastinate event', 11, 'view_procrastinateevent');
INSERT INTO public.auth_permission VALUES (45, 'Can add procrastinate job', 12, 'add_procrastinatejob');
INSERT INTO public.auth_permission VALUES (46, 'Can change procrastinate job', 12, 'change_procrastinatejob');
INSERT INTO public.auth_permission VALUES (47, 'Can delete procrastinate job', 12, 'delete_procrastinatejob');
INSERT INTO public.auth_permission VALUES (48, 'Can view procrastinate job', 12, 'view_procrastinatejob');
INSERT INTO public.auth_permission VALUES (49, 'Can add procrastinate periodic defer', 13, 'add_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (50, 'Can change procrastinate periodic defer', 13, 'change_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (51, 'Can delete procrastinate periodic defer', 13, 'delete_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (52, 'Can view procrastinate periodic defer', 13, 'view_procrastinateperiodicdefer');
INSERT INTO public.auth_permission VALUES (53, 'Can add procrastinate worker', 14, 'add_procrastinateworker');
INSERT INTO public.auth_permission VALUES (54, 'Can change procrastinate worker', 14, 'change_procrastinateworker');
INSERT INTO public.auth_permission VALUES (55, 'Can delete procrastinate worker', 14, 'delete_procrastinateworker');
INSERT INTO public.auth_permission VALUES (56, 'Can view procrastinate worker', 14, 'view_procrastinateworker');
INSERT INTO public.auth_permission VALUES (57, 'Can add entry', 15, 'add_entry');
INSERT INTO public.auth_permission VALUES (58, 'Can change entry', 15, 'change_entry');
INSERT INTO public.auth_permission VALUES (59, 'Can delete entry', 15, 'delete_entry');
INSERT INTO public.auth_permission VALUES (60, 'Can view entry', 15, 'view_entry');
INSERT INTO public.auth_permission VALUES (61, 'Can add seal', 16, 'add_seal');
INSERT INTO public.auth_permission VALUES (62, 'Can change seal', 16, 'change_seal');
INSERT INTO public.auth_permission VALUES (63, 'Can delete seal', 16, 'delete_seal');
INSERT INTO public.auth_permission VALUES (64, 'Can view seal', 16, 'view_seal');
INSERT INTO public.auth_permission VALUES (65, 'Can add payload', 17, 'add_payload');
INSERT INTO public.auth_permission VALUES (66, 'Can change payload', 17, 'change_payload');
INSERT INTO public.auth_permission VALUES (67, 'Can delete payload', 17, 'delete_payload');
INSERT INTO public.auth_permission VALUES (68, 'Can view payload', 17, 'view_payload');
INSERT INTO public.auth_permission VALUES (69, 'Can add document', 18, 'add_document');
INSERT INTO public.auth_permission VALUES (70, 'Can change document', 18, 'change_document');
INSERT INTO public.auth_permission VALUES (71, 'Can delete document', 18, 'delete_document');
INSERT INTO public.auth_permission VALUES (72, 'Can view document', 18, 'view_document');
INSERT INTO public.auth_permission VALUES (73, 'Can add incoming', 19, 'add_incoming');
INSERT INTO public.auth_permission VALUES (74, 'Can change incoming', 19, 'change_incoming');
INSERT INTO public.auth_permission VALUES (75, 'Can delete incoming', 19, 'delete_incoming');
INSERT INTO public.auth_permission VALUES (76, 'Can view incoming', 19, 'view_incoming');
INSERT INTO public.auth_permission VALUES (77, 'Can add outgoing', 20, 'add_outgoing');
INSERT INTO public.auth_permission VALUES (78, 'Can change outgoing', 20, 'change_outgoing');
INSERT INTO public.auth_permission VALUES (79, 'Can delete outgoing', 20, 'delete_outgoing');
INSERT INTO public.auth_permission VALUES (80, 'Can view outgoing', 20, 'view_outgoing');
INSERT INTO public.auth_permission VALUES (81, 'Can add assignment', 21, 'add_assignment');
INSERT INTO public.auth_permission VALUES (82, 'Can change assignment', 21, 'change_assignment');
INSERT INTO public.auth_permission VALUES (83, 'Can delete assignment', 21, 'delete_assignment');
INSERT INTO public.auth_permission VALUES (84, 'Can view assignment', 21, 'view_assignment');
INSERT INTO public.auth_permission VALUES (85, 'Can add grant', 22, 'add_grant');
INSERT INTO public.auth_permission VALUES (86, 'Can change grant', 22, 'change_grant');
INSERT INTO public.auth_permission VALUES (87, 'Can delete grant', 22, 'delete_grant');
INSERT INTO public.auth_permission VALUES (88, 'Can view grant', 22, 'view_grant');
INSERT INTO public.auth_permission VALUES (89, 'Can add user', 23, 'add_account');
INSERT INTO public.auth_permission VALUES (90, 'Can change user', 23, 'change_account');
INSERT INTO public.auth_permission VALUES (91, 'Can delete user', 23, 'delete_account');
INSERT INTO public.auth_permission VALUES (92, 'Can view user', 23, 'view_account');
INSERT INTO public.auth_permission VALUES (93, 'Can add invitation', 24, 'add_invitation');
INSERT INTO public.auth_permission VALUES (94, 'Can change invitation', 24, 'change_invitation');
INSERT INTO public.auth_permission VALUES (95, 'Can delete invitation', 24, 'delete_invitation');
INSERT INTO public.auth_permission VALUES (96, 'Can view invitation', 24, 'view_invitation');
INSERT INTO public.auth_permission VALUES (97, 'Can add denial', 25, 'add_denial');
INSERT INTO public.auth_permission VALUES (98, 'Can change denial', 25, 'change_denial');
INSERT INTO public.auth_permission VALUES (99, 'Can delete denial', 25, 'delete_denial');
INSERT INTO public.auth_permission VALUES (100, 'Can view denial', 25, 'view_denial');
INSERT INTO public.auth_permission VALUES (101, 'Can add column mapping', 26, 'add_columnmapping');
INSERT INTO public.auth_permission VALUES (102, 'Can change column mapping', 26, 'change_columnmapping');
INSERT INTO public.auth_permission VALUES (103, 'Can delete column mapping', 26, 'delete_columnmapping');
INSERT INTO public.auth_permission VALUES (104, 'Can view column mapping', 26, 'view_columnmapping');
INSERT INTO public.auth_permission VALUES (105, 'Can add place', 27, 'add_place');
INSERT INTO public.auth_permission VALUES (106, 'Can change place', 27, 'change_place');
INSERT INTO public.auth_permission VALUES (107, 'Can delete place', 27, 'delete_place');
INSERT INTO public.auth_permission VALUES (108, 'Can view place', 27, 'view_place');
INSERT INTO public.auth_permission VALUES (109, 'Can add institution', 28, 'add_institution');
INSERT INTO public.auth_permission VALUES (110, 'Can change institution', 28, 'change_institution');
INSERT INTO public.auth_permission VALUES (111, 'Can delete institution', 28, 'delete_institution');
INSERT INTO public.auth_permission VALUES (112, 'Can view institution', 28, 'view_institution');
INSERT INTO public.auth_permission VALUES (113, 'Can add duty', 29, 'add_duty');
INSERT INTO public.auth_permission VALUES (114, 'Can change duty', 29, 'change_duty');
INSERT INTO public.auth_permission VALUES (115, 'Can delete duty', 29, 'delete_duty');
INSERT INTO public.auth_permission VALUES (116, 'Can view duty', 29, 'view_duty');
INSERT INTO public.auth_permission VALUES (117, 'Can add practitioner', 30, 'add_practitioner');
INSERT INTO public.auth_permission VALUES (118, 'Can change practitioner', 30, 'change_practitioner');
INSERT INTO public.auth_permission VALUES (119, 'Can delete practitioner', 30, 'delete_practitioner');
INSERT INTO public.auth_permission VALUES (120, 'Can view practitioner', 30, 'view_practitioner');
INSERT INTO public.auth_permission VALUES (121, 'Can add post', 31, 'add_post');
INSERT INTO public.auth_permission VALUES (122, 'Can change post', 31, 'change_post');
INSERT INTO public.auth_permission VALUES (123, 'Can delete post', 31, 'delete_post');
INSERT INTO public.auth_permission VALUES (124, 'Can view post', 31, 'view_post');
INSERT INTO public.auth_permission VALUES (125, 'Can add team', 32, 'add_team');
INSERT INTO public.auth_permission VALUES (126, 'Can change team', 32, 'change_team');
INSERT INTO public.auth_permission VALUES (127, 'Can delete team', 32, 'delete_team');
INSERT INTO public.auth_permission VALUES (128, 'Can view team', 32, 'view_team');
INSERT INTO public.auth_permission VALUES (129, 'Can add team member', 33, 'add_teammember');
INSERT INTO public.auth_permission VALUES (130, 'Can change team member', 33, 'change_teammember');
INSERT INTO public.auth_permission VALUES (131, 'Can delete team member', 33, 'delete_teammember');
INSERT INTO public.auth_permission VALUES (132, 'Can view team member', 33, 'view_teammember');
INSERT INTO public.auth_permission VALUES (133, 'Can add ward', 34, 'add_ward');
INSERT INTO public.auth_permission VALUES (134, 'Can change ward', 34, 'change_ward');
INSERT INTO public.auth_permission VALUES (135, 'Can delete ward', 34, 'delete_ward');
INSERT INTO public.auth_permission VALUES (136, 'Can view ward', 34, 'view_ward');
INSERT INTO public.auth_permission VALUES (137, 'Can add bed', 35, 'add_bed');
INSERT INTO public.auth_permission VALUES (138, 'Can change bed', 35, 'change_bed');
INSERT INTO public.auth_permission VALUES (139, 'Can delete bed', 35, 'delete_bed');
INSERT INTO public.auth_permission VALUES (140, 'Can view bed', 35, 'view_bed');
INSERT INTO public.auth_permission VALUES (141, 'Can add capability', 36, 'add_capability');
INSERT INTO public.auth_permission VALUES (142, 'Can change capability', 36, 'change_capability');
INSERT INTO public.auth_permission VALUES (143, 'Can delete capability', 36, 'delete_capability');
INSERT INTO public.auth_permission VALUES (144, 'Can view capability', 36, 'view_capability');
INSERT INTO public.auth_permission VALUES (145, 'Can add turn', 37, 'add_turn');
INSERT INTO public.auth_permission VALUES (146, 'Can change turn', 37, 'change_turn');
INSERT INTO public.auth_permission VALUES (147, 'Can delete turn', 37, 'delete_turn');
INSERT INTO public.auth_permission VALUES (148, 'Can view turn', 37, 'view_turn');
INSERT INTO public.auth_permission VALUES (149, 'Can add designation', 38, 'add_designation');
INSERT INTO public.auth_permission VALUES (150, 'Can change designation', 38, 'change_designation');
INSERT INTO public.auth_permission VALUES (151, 'Can delete designation', 38, 'delete_designation');
INSERT INTO public.auth_permission VALUES (152, 'Can view designation', 38, 'view_designation');
INSERT INTO public.auth_permission VALUES (153, 'Can add person', 39, 'add_person');
INSERT INTO public.auth_permission VALUES (154, 'Can change person', 39, 'change_person');
INSERT INTO public.auth_permission VALUES (155, 'Can delete person', 39, 'delete_person');
INSERT INTO public.auth_permission VALUES (156, 'Can view person', 39, 'view_person');
INSERT INTO public.auth_permission VALUES (157, 'Can add relative', 40, 'add_relative');
INSERT INTO public.auth_permission VALUES (158, 'Can change relative', 40, 'change_relative');
INSERT INTO public.auth_permission VALUES (159, 'Can delete relative', 40, 'delete_relative');
INSERT INTO public.auth_permission VALUES (160, 'Can view relative', 40, 'view_relative');
INSERT INTO public.auth_permission VALUES (161, 'Can add identifier', 41, 'add_identifier');
INSERT INTO public.auth_permission VALUES (162, 'Can change identifier', 41, 'change_identifier');
INSERT INTO public.auth_permission VALUES (163, 'Can delete identifier', 41, 'delete_identifier');
INSERT INTO public.auth_permission VALUES (164, 'Can view identifier', 41, 'view_identifier');
INSERT INTO public.auth_permission VALUES (165, 'Can add preference', 42, 'add_preference');
INSERT INTO public.auth_permission VALUES (166, 'Can change preference', 42, 'change_preference');
INSERT INTO public.auth_permission VALUES (167, 'Can delete preference', 42, 'delete_preference');
INSERT INTO public.auth_permission VALUES (168, 'Can view preference', 42, 'view_preference');
INSERT INTO public.auth_permission VALUES (169, 'Can add imported file', 43, 'add_importedfile');
INSERT INTO public.auth_permission VALUES (170, 'Can change imported file', 43, 'change_importedfile');
INSERT INTO public.auth_permission VALUES (171, 'Can delete imported file', 43, 'delete_importedfile');
INSERT INTO public.auth_permission VALUES (172, 'Can view imported file', 43, 'view_importedfile');
INSERT INTO public.auth_permission VALUES (173, 'Can add resource', 44, 'add_resource');
INSERT INTO public.auth_permission VALUES (174, 'Can change resource', 44, 'change_resource');
INSERT INTO public.auth_permission VALUES (175, 'Can delete resource', 44, 'delete_resource');
INSERT INTO public.auth_permission VALUES (176, 'Can view resource', 44, 'view_resource');
INSERT INTO public.auth_permission VALUES (177, 'Can add reference index', 45, 'add_referenceindex');
INSERT INTO public.auth_permission VALUES (178, 'Can change reference index', 45, 'change_referenceindex');
INSERT INTO public.auth_permission VALUES (179, 'Can delete reference index', 45, 'delete_referenceindex');
INSERT INTO public.auth_permission VALUES (180, 'Can view reference index', 45, 'view_referenceindex');
INSERT INTO public.auth_permission VALUES (181, 'Can add quantity index', 46, 'add_quantityindex');
INSERT INTO public.auth_permission VALUES (182, 'Can change quantity index', 46, 'change_quantityindex');
INSERT INTO public.auth_permission VALUES (183, 'Can delete quantity index', 46, 'delete_quantityindex');
INSERT INTO public.auth_permission VALUES (184, 'Can view quantity index', 46, 'view_quantityindex');
INSERT INTO public.auth_permission VALUES (185, 'Can add date index', 47, 'add_dateindex');
INSERT INTO public.auth_permission VALUES (186, 'Can change date index', 47, 'change_dateindex');
INSERT INTO public.auth_permission VALUES (187, 'Can delete date index', 47, 'delete_dateindex');
INSERT INTO public.auth_permission VALUES (188, 'Can view date index', 47, 'view_dateindex');
INSERT INTO public.auth_permission VALUES (189, 'Can add resource version', 48, 'add_resourceversion');
INSERT INTO public.auth_permission VALUES (190, 'Can change resource version', 48, 'change_resourceversion');
INSERT INTO public.auth_permission VALUES (191, 'Can delete resource version', 48, 'delete_resourceversion');
INSERT INTO public.auth_permission VALUES (192, 'Can view resource version', 48, 'view_resourceversion');
INSERT INTO public.auth_permission VALUES (193, 'Can add string index', 49, 'add_stringindex');
INSERT INTO public.auth_permission VALUES (194, 'Can change string index', 49, 'change_stringindex');
INSERT INTO public.auth_permission VALUES (195, 'Can delete string index', 49, 'delete_stringindex');
INSERT INTO public.auth_permission VALUES (196, 'Can view string index', 49, 'view_stringindex');
INSERT INTO public.auth_permission VALUES (197, 'Can add token index', 50, 'add_tokenindex');
INSERT INTO public.auth_permission VALUES (198, 'Can change token index', 50, 'change_tokenindex');
INSERT INTO public.auth_permission VALUES (199, 'Can delete token index', 50, 'delete_tokenindex');
INSERT INTO public.auth_permission VALUES (200, 'Can view token index', 50, 'view_tokenindex');
INSERT INTO public.auth_permission VALUES (201, 'Can add uri index', 51, 'add_uriindex');
INSERT INTO public.auth_permission VALUES (202, 'Can change uri index', 51, 'change_uriindex');
INSERT INTO public.auth_permission VALUES (203, 'Can delete uri index', 51, 'delete_uriindex');
INSERT INTO public.auth_permission VALUES (416, 'Can view offer', 104, 'view_offer');
INSERT INTO public.auth_permission VALUES (204, 'Can view uri index', 51, 'view_uriindex');
INSERT INTO public.auth_permission VALUES (205, 'Can add composite index', 52, 'add_compositeindex');
INSERT INTO public.auth_permission VALUES (206, 'Can change composite index', 52, 'change_compositeindex');
INSERT INTO public.auth_permission VALUES (207, 'Can delete composite index', 52, 'delete_compositeindex');
INSERT INTO public.auth_permission VALUES (208, 'Can view composite index', 52, 'view_compositeindex');
INSERT INTO public.auth_permission VALUES (209, 'Can add export', 53, 'add_export');
INSERT INTO public.auth_permission VALUES (210, 'Can change export', 53, 'change_export');
INSERT INTO public.auth_permission VALUES (211, 'Can delete export', 53, 'delete_export');
INSERT INTO public.auth_permission VALUES (212, 'Can view export', 53, 'view_export');
INSERT INTO public.auth_permission VALUES (213, 'Can add export file', 54, 'add_exportfile');
INSERT INTO public.auth_permission VALUES (214, 'Can change export file', 54, 'change_exportfile');
INSERT INTO public.auth_permission VALUES (215, 'Can delete export file', 54, 'delete_exportfile');
INSERT INTO public.auth_permission VALUES (216, 'Can view export file', 54, 'view_exportfile');
INSERT INTO public.auth_permission VALUES (217, 'Can add book snapshot', 55, 'add_booksnapshot');
INSERT INTO public.auth_permission VALUES (218, 'Can change book snapshot', 55, 'change_booksnapshot');
INSERT INTO public.auth_permission VALUES (219, 'Can delete book snapshot', 55, 'delete_booksnapshot');
INSERT INTO public.auth_permission VALUES (220, 'Can view book snapshot', 55, 'view_booksnapshot');
INSERT INTO public.auth_permission VALUES (221, 'Can add adoption', 56, 'add_adoption');
INSERT INTO public.auth_permission VALUES (222, 'Can change adoption', 56, 'change_adoption');
INSERT INTO public.auth_permission VALUES (223, 'Can delete adoption', 56, 'delete_adoption');
INSERT INTO public.auth_permission VALUES (224, 'Can view adoption', 56, 'view_adoption');
INSERT INTO public.auth_permission VALUES (225, 'Can add decision', 57, 'add_decision');
INSERT INTO public.auth_permission VALUES (226, 'Can change decision', 57, 'change_decision');
INSERT INTO public.auth_permission VALUES (227, 'Can delete decision', 57, 'delete_decision');
INSERT INTO public.auth_permission VALUES (228, 'Can view decision', 57, 'view_decision');
INSERT INTO public.auth_permission VALUES (229, 'Can add missing value', 58, 'add_missingvalue');
INSERT INTO public.auth_permission VALUES (230, 'Can change missing value', 58, 'change_missingvalue');
INSERT INTO public.auth_permission VALUES (231, 'Can delete missing value', 58, 'delete_missingvalue');
INSERT INTO public.auth_permission VALUES (232, 'Can view missing value', 58, 'view_missingvalue');
INSERT INTO public.auth_permission VALUES (233, 'Can add client', 59, 'add_client');
INSERT INTO public.auth_permission VALUES (234, 'Can change client', 59, 'change_client');
INSERT INTO public.auth_permission VALUES (235, 'Can delete client', 59, 'delete_client');
INSERT INTO public.auth_permission VALUES (236, 'Can view client', 59, 'view_client');
INSERT INTO public.auth_permission VALUES (237, 'Can add authorisation', 60, 'add_authorisation');
INSERT INTO public.auth_permission VALUES (238, 'Can change authorisation', 60, 'change_authorisation');
INSERT INTO public.auth_permission VALUES (239, 'Can delete authorisation', 60, 'delete_authorisation');
INSERT INTO public.auth_permission VALUES (240, 'Can view authorisation', 60, 'view_authorisation');
INSERT INTO public.auth_permission VALUES (241, 'Can add assertion', 61, 'add_assertion');
INSERT INTO public.auth_permission VALUES (242, 'Can change assertion', 61, 'change_assertion');
INSERT INTO public.auth_permission VALUES (243, 'Can delete assertion', 61, 'delete_assertion');
INSERT INTO public.auth_permission VALUES (244, 'Can view assertion', 61, 'view_assertion');
INSERT INTO public.auth_permission VALUES (245, 'Can add code', 62, 'add_code');
INSERT INTO public.auth_permission VALUES (246, 'Can change code', 62, 'change_code');
INSERT INTO public.auth_permission VALUES (247, 'Can delete code', 62, 'delete_code');
INSERT INTO public.auth_permission VALUES (248, 'Can view code', 62, 'view_code');
INSERT INTO public.auth_permission VALUES (249, 'Can add launch', 63, 'add_launch');
INSERT INTO public.auth_permission VALUES (250, 'Can change launch', 63, 'change_launch');
INSERT INTO public.auth_permission VALUES (251, 'Can delete launch', 63, 'delete_launch');
INSERT INTO public.auth_permission VALUES (252, 'Can view launch', 63, 'view_launch');
INSERT INTO public.auth_permission VALUES (253, 'Can add token', 64, 'add_token');
INSERT INTO public.auth_permission VALUES (254, 'Can change token', 64, 'change_token');
INSERT INTO public.auth_permission VALUES (255, 'Can delete token', 64, 'delete_token');
INSERT INTO public.auth_permission VALUES (256, 'Can view token', 64, 'view_token');
INSERT INTO public.auth_permission VALUES (257, 'Can add subscription', 65, 'add_subscription');
INSERT INTO public.auth_permission VALUES (258, 'Can change subscription', 65, 'change_subscription');
INSERT INTO public.auth_permission VALUES (259, 'Can delete subscription', 65, 'delete_subscription');
INSERT INTO public.auth_permission VALUES (260, 'Can view subscription', 65, 'view_subscription');
INSERT INTO public.auth_permission VALUES (261, 'Can add event', 66, 'add_event');
INSERT INTO public.auth_permission VALUES (262, 'Can change event', 66, 'change_event');
INSERT INTO public.auth_permission VALUES (263, 'Can delete event', 66, 'delete_event');
INSERT INTO public.auth_permission VALUES (264, 'Can view event', 66, 'view_event');
INSERT INTO public.auth_permission VALUES (265, 'Can add figure', 67, 'add_figure');
INSERT INTO public.auth_permission VALUES (266, 'Can change figure', 67, 'change_figure');
INSERT INTO public.auth_permission VALUES (267, 'Can delete figure', 67, 'delete_figure');
INSERT INTO public.auth_permission VALUES (268, 'Can view figure', 67, 'view_figure');
INSERT INTO public.auth_permission VALUES (269, 'Can add notice', 68, 'add_notice');
INSERT INTO public.auth_permission VALUES (270, 'Can change notice', 68, 'change_notice');
INSERT INTO public.auth_permission VALUES (271, 'Can delete notice', 68, 'delete_notice');
INSERT INTO public.auth_permission VALUES (272, 'Can view notice', 68, 'view_notice');
INSERT INTO public.auth_permission VALUES (273, 'Can add delivery', 69, 'add_delivery');
INSERT INTO public.auth_permission VALUES (274, 'Can change delivery', 69, 'change_delivery');
INSERT INTO public.auth_permission VALUES (275, 'Can delete delivery', 69, 'delete_delivery');
INSERT INTO public.auth_permission VALUES (276, 'Can view delivery', 69, 'view_delivery');
INSERT INTO public.auth_permission VALUES (277, 'Can add assessment', 70, 'add_assessment');
INSERT INTO public.auth_permission VALUES (278, 'Can change assessment', 70, 'change_assessment');
INSERT INTO public.auth_permission VALUES (279, 'Can delete assessment', 70, 'delete_assessment');
INSERT INTO public.auth_permission VALUES (280, 'Can view assessment', 70, 'view_assessment');
INSERT INTO public.auth_permission VALUES (281, 'Can add look', 71, 'add_look');
INSERT INTO public.auth_permission VALUES (282, 'Can change look', 71, 'change_look');
INSERT INTO public.auth_permission VALUES (283, 'Can delete look', 71, 'delete_look');
INSERT INTO public.auth_permission VALUES (284, 'Can view look', 71, 'view_look');
INSERT INTO public.auth_permission VALUES (285, 'Can add membership', 72, 'add_membership');
INSERT INTO public.auth_permission VALUES (286, 'Can change membership', 72, 'change_membership');
INSERT INTO public.auth_permission VALUES (287, 'Can delete membership', 72, 'delete_membership');
INSERT INTO public.auth_permission VALUES (288, 'Can view membership', 72, 'view_membership');
INSERT INTO public.auth_permission VALUES (289, 'Can add register entry', 73, 'add_registerentry');
INSERT INTO public.auth_permission VALUES (290, 'Can change register entry', 73, 'change_registerentry');
INSERT INTO public.auth_permission VALUES (291, 'Can delete register entry', 73, 'delete_registerentry');
INSERT INTO public.auth_permission VALUES (292, 'Can view register entry', 73, 'view_registerentry');
INSERT INTO public.auth_permission VALUES (293, 'Can add agreement', 74, 'add_agreement');
INSERT INTO public.auth_permission VALUES (294, 'Can change agreement', 74, 'change_agreement');
INSERT INTO public.auth_permission VALUES (295, 'Can delete agreement', 74, 'delete_agreement');
INSERT INTO public.auth_permission VALUES (296, 'Can view agreement', 74, 'view_agreement');
INSERT INTO public.auth_permission VALUES (297, 'Can add item', 75, 'add_item');
INSERT INTO public.auth_permission VALUES (298, 'Can change item', 75, 'change_item');
INSERT INTO public.auth_permission VALUES (299, 'Can delete item', 75, 'delete_item');
INSERT INTO public.auth_permission VALUES (300, 'Can view item', 75, 'view_item');
INSERT INTO public.auth_permission VALUES (301, 'Can add member', 76, 'add_member');
INSERT INTO public.auth_permission VALUES (302, 'Can change member', 76, 'change_member');
INSERT INTO public.auth_permission VALUES (303, 'Can delete member', 76, 'delete_member');
INSERT INTO public.auth_permission VALUES (304, 'Can view member', 76, 'view_member');
INSERT INTO public.auth_permission VALUES (305, 'Can add party', 77, 'add_party');
INSERT INTO public.auth_permission VALUES (306, 'Can change party', 77, 'change_party');
INSERT INTO public.auth_permission VALUES (307, 'Can delete party', 77, 'delete_party');
INSERT INTO public.auth_permission VALUES (308, 'Can view party', 77, 'view_party');
INSERT INTO public.auth_permission VALUES (309, 'Can add panel', 78, 'add_panel');
INSERT INTO public.auth_permission VALUES (310, 'Can change panel', 78, 'change_panel');
INSERT INTO public.auth_permission VALUES (311, 'Can delete panel', 78, 'delete_panel');
INSERT INTO public.auth_permission VALUES (312, 'Can view panel', 78, 'view_panel');
INSERT INTO public.auth_permission VALUES (313, 'Can add project', 79, 'add_project');
INSERT INTO public.auth_permission VALUES (314, 'Can change project', 79, 'change_project');
INSERT INTO public.auth_permission VALUES (315, 'Can delete project', 79, 'delete_project');
INSERT INTO public.auth_permission VALUES (316, 'Can view project', 79, 'view_project');
INSERT INTO public.auth_permission VALUES (317, 'Can add signature', 80, 'add_signature');
INSERT INTO public.auth_permission VALUES (318, 'Can change signature', 80, 'change_signature');
INSERT INTO public.auth_permission VALUES (319, 'Can delete signature', 80, 'delete_signature');
INSERT INTO public.auth_permission VALUES (320, 'Can view signature', 80, 'view_signature');
INSERT INTO public.auth_permission VALUES (321, 'Can add version', 81, 'add_version');
INSERT INTO public.auth_permission VALUES (322, 'Can change version', 81, 'change_version');
INSERT INTO public.auth_permission VALUES (323, 'Can delete version', 81, 'delete_version');
INSERT INTO public.auth_permission VALUES (324, 'Can view version', 81, 'view_version');
INSERT INTO public.auth_permission VALUES (325, 'Can add caseload entry', 82, 'add_caseloadentry');
INSERT INTO public.auth_permission VALUES (326, 'Can change caseload entry', 82, 'change_caseloadentry');
INSERT INTO public.auth_permission VALUES (327, 'Can delete caseload entry', 82, 'delete_caseloadentry');
INSERT INTO public.auth_permission VALUES (328, 'Can view caseload entry', 82, 'view_caseloadentry');
INSERT INTO public.auth_permission VALUES (329, 'Can add act', 83, 'add_act');
INSERT INTO public.auth_permission VALUES (330, 'Can change act', 83, 'change_act');
INSERT INTO public.auth_permission VALUES (331, 'Can delete act', 83, 'delete_act');
INSERT INTO public.auth_permission VALUES (332, 'Can view act', 83, 'view_act');
INSERT INTO public.auth_permission VALUES (333, 'Can add time taken', 84, 'add_timetaken');
INSERT INTO public.auth_permission VALUES (334, 'Can change time taken', 84, 'change_timetaken');
INSERT INTO public.auth_permission VALUES (335, 'Can delete time taken', 84, 'delete_timetaken');
INSERT INTO public.auth_permission VALUES (336, 'Can view time taken', 84, 'view_timetaken');
INSERT INTO public.auth_permission VALUES (337, 'Can add entry', 85, 'add_entry');
INSERT INTO public.auth_permission VALUES (338, 'Can change entry', 85, 'change_entry');
INSERT INTO public.auth_permission VALUES (339, 'Can delete entry', 85, 'delete_entry');
INSERT INTO public.auth_permission VALUES (340, 'Can view entry', 85, 'view_entry');
INSERT INTO public.auth_permission VALUES (341, 'Can add account', 86, 'add_account');
INSERT INTO public.auth_permission VALUES (342, 'Can change account', 86, 'change_account');
INSERT INTO public.auth_permission VALUES (343, 'Can delete account', 86, 'delete_account');
INSERT INTO public.auth_permission VALUES (344, 'Can view account', 86, 'view_account');
INSERT INTO public.auth_permission VALUES (345, 'Can add run', 87, 'add_run');
INSERT INTO public.auth_permission VALUES (346, 'Can change run', 87, 'change_run');
INSERT INTO public.auth_permission VALUES (347, 'Can delete run', 87, 'delete_run');
INSERT INTO public.auth_permission VALUES (348, 'Can view run', 87, 'view_run');
INSERT INTO public.auth_permission VALUES (349, 'Can add posting', 88, 'add_posting');
INSERT INTO public.auth_permission VALUES (350, 'Can change posting', 88, 'change_posting');
INSERT INTO public.auth_permission VALUES (351, 'Can delete posting', 88, 'delete_posting');
INSERT INTO public.auth_permission VALUES (352, 'Can view posting', 88, 'view_posting');
INSERT INTO public.auth_permission VALUES (353, 'Can add chunk', 89, 'add_chunk');
INSERT INTO public.auth_permission VALUES (354, 'Can change chunk', 89, 'change_chunk');
INSERT INTO public.auth_permission VALUES (355, 'Can delete chunk', 89, 'delete_chunk');
INSERT INTO public.auth_permission VALUES (356, 'Can view chunk', 89, 'view_chunk');
INSERT INTO public.auth_permission VALUES (357, 'Can add case', 90, 'add_case');
INSERT INTO public.auth_permission VALUES (358, 'Can change case', 90, 'change_case');
INSERT INTO public.auth_permission VALUES (359, 'Can delete case', 90, 'delete_case');
INSERT INTO public.auth_permission VALUES (360, 'Can view case', 90, 'view_case');
INSERT INTO public.auth_permission VALUES (361, 'Can add attachment', 91, 'add_attachment');
INSERT INTO public.auth_permission VALUES (362, 'Can change attachment', 91, 'change_attachment');
INSERT INTO public.auth_permission VALUES (363, 'Can delete attachment', 91, 'delete_attachment');
INSERT INTO public.auth_permission VALUES (364, 'Can view attachment', 91, 'view_attachment');
INSERT INTO public.auth_permission VALUES (365, 'Can add event', 92, 'add_event');
INSERT INTO public.auth_permission VALUES (366, 'Can change event', 92, 'change_event');
INSERT INTO public.auth_permission VALUES (367, 'Can delete event', 92, 'delete_event');
INSERT INTO public.auth_permission VALUES (368, 'Can view event', 92, 'view_event');
INSERT INTO public.auth_permission VALUES (369, 'Can add task', 93, 'add_task');
INSERT INTO public.auth_permission VALUES (370, 'Can change task', 93, 'change_task');
INSERT INTO public.auth_permission VALUES (371, 'Can delete task', 93, 'delete_task');
INSERT INTO public.auth_permission VALUES (372, 'Can view task', 93, 'view_task');
INSERT INTO public.auth_permission VALUES (373, 'Can add consent', 94, 'add_consent');
INSERT INTO public.auth_permission VALUES (374, 'Can change consent', 94, 'change_consent');
INSERT INTO public.auth_permission VALUES (375, 'Can delete consent', 94, 'delete_consent');
INSERT INTO public.auth_permission VALUES (376, 'Can view consent', 94, 'view_consent');
INSERT INTO public.auth_permission VALUES (377, 'Can add consent code', 95, 'add_consentcode');
INSERT INTO public.auth_permission VALUES (378, 'Can change consent code', 95, 'change_consentcode');
INSERT INTO public.auth_permission VALUES (379, 'Can delete consent code', 95, 'delete_consentcode');
INSERT INTO public.auth_permission VALUES (380, 'Can view consent code', 95, 'view_consentcode');
INSERT INTO public.auth_permission VALUES (381, 'Can add emergency access', 96, 'add_emergencyaccess');
INSERT INTO public.auth_permission VALUES (382, 'Can change emergency access', 96, 'change_emergencyaccess');
INSERT INTO public.auth_permission VALUES (383, 'Can delete emergency access', 96, 'delete_emergencyaccess');
INSERT INTO public.auth_permission VALUES (384, 'Can view emergency access', 96, 'view_emergencyaccess');
INSERT INTO public.auth_permission VALUES (385, 'Can add export request', 97, 'add_exportrequest');
INSERT INTO public.auth_permission VALUES (386, 'Can change export request', 97, 'change_exportrequest');
INSERT INTO public.auth_permission VALUES (387, 'Can delete export request', 97, 'delete_exportrequest');
INSERT INTO public.auth_permission VALUES (388, 'Can view export request', 97, 'view_exportrequest');
INSERT INTO public.auth_permission VALUES (389, 'Can add look question', 98, 'add_lookquestion');
INSERT INTO public.auth_permission VALUES (390, 'Can change look question', 98, 'change_lookquestion');
INSERT INTO public.auth_permission VALUES (391, 'Can delete look question', 98, 'delete_lookquestion');
INSERT INTO public.auth_permission VALUES (392, 'Can view look question', 98, 'view_lookquestion');
INSERT INTO public.auth_permission VALUES (393, 'Can add bed claim', 99, 'add_bedclaim');
INSERT INTO public.auth_permission VALUES (394, 'Can change bed claim', 99, 'change_bedclaim');
INSERT INTO public.auth_permission VALUES (395, 'Can delete bed claim', 99, 'delete_bedclaim');
INSERT INTO public.auth_permission VALUES (396, 'Can view bed claim', 99, 'view_bedclaim');
INSERT INTO public.auth_permission VALUES (397, 'Can add placement run', 100, 'add_placementrun');
INSERT INTO public.auth_permission VALUES (398, 'Can change placement run', 100, 'change_placementrun');
INSERT INTO public.auth_permission VALUES (399, 'Can delete placement run', 100, 'delete_placementrun');
INSERT INTO public.auth_permission VALUES (400, 'Can view placement run', 100, 'view_placementrun');
INSERT INTO public.auth_permission VALUES (401, 'Can add presence', 101, 'add_presence');
INSERT INTO public.auth_permission VALUES (402, 'Can change presence', 101, 'change_presence');
INSERT INTO public.auth_permission VALUES (403, 'Can delete presence', 101, 'delete_presence');
INSERT INTO public.auth_permission VALUES (404, 'Can view presence', 101, 'view_presence');
INSERT INTO public.auth_permission VALUES (405, 'Can add transfer', 102, 'add_transfer');
INSERT INTO public.auth_permission VALUES (406, 'Can change transfer', 102, 'change_transfer');
INSERT INTO public.auth_permission VALUES (407, 'Can delete transfer', 102, 'delete_transfer');
INSERT INTO public.auth_permission VALUES (408, 'Can view transfer', 102, 'view_transfer');
INSERT INTO public.auth_permission VALUES (409, 'Can add placement', 103, 'add_placement');
INSERT INTO public.auth_permission VALUES (410, 'Can change placement', 103, 'change_placement');
INSERT INTO public.auth_permission VALUES (411, 'Can delete placement', 103, 'delete_placement');
INSERT INTO public.auth_permission VALUES (412, 'Can view placement', 103, 'view_placement');
INSERT INTO public.auth_permission VALUES (413, 'Can add offer', 104, 'add_offer');
INSERT INTO public.auth_permission VALUES (414, 'Can change offer', 104, 'change_offer');
INSERT INTO public.auth_permission VALUES (415, 'Can delete offer', 104, 'delete_offer');
INSERT INTO public.auth_permission VALUES (417, 'Can add clinic', 105, 'add_clinic');
INSERT INTO public.auth_permission VALUES (418, 'Can change clinic', 105, 'change_clinic');
INSERT INTO public.auth_permission VALUES (419, 'Can delete clinic', 105, 'delete_clinic');
INSERT INTO public.auth_permission VALUES (420, 'Can view clinic', 105, 'view_clinic');
INSERT INTO public.auth_permission VALUES (421, 'Can add session', 106, 'add_session');
INSERT INTO public.auth_permission VALUES (422, 'Can change session', 106, 'change_session');
INSERT INTO public.auth_permission VALUES (423, 'Can delete session', 106, 'delete_session');
INSERT INTO public.auth_permission VALUES (424, 'Can view session', 106, 'view_session');
INSERT INTO public.auth_permission VALUES (425, 'Can add booking', 107, 'add_booking');
INSERT INTO public.auth_permission VALUES (426, 'Can change booking', 107, 'change_booking');
INSERT INTO public.auth_permission VALUES (427, 'Can delete booking', 107, 'delete_booking');
INSERT INTO public.auth_permission VALUES (428, 'Can view booking', 107, 'view_booking');
INSERT INTO public.auth_permission VALUES (429, 'Can add triage', 108, 'add_triage');
INSERT INTO public.auth_permission VALUES (430, 'Can change triage', 108, 'change_triage');
INSERT INTO public.auth_permission VALUES (431, 'Can delete triage', 108, 'delete_triage');
INSERT INTO public.auth_permission VALUES (432, 'Can view triage', 108, 'view_triage');
INSERT INTO public.auth_permission VALUES (433, 'Can add certificate', 109, 'add_certificate');
INSERT INTO public.auth_permission VALUES (434, 'Can change certificate', 109, 'change_certificate');
INSERT INTO public.auth_permission VALUES (435, 'Can delete certificate', 109, 'delete_certificate');
INSERT INTO public.auth_permission VALUES (436, 'Can view certificate', 109, 'view_certificate');
INSERT INTO public.auth_permission VALUES (437, 'Can add order', 110, 'add_order');
INSERT INTO public.auth_permission VALUES (438, 'Can change order', 110, 'change_order');
INSERT INTO public.auth_permission VALUES (439, 'Can delete order', 110, 'delete_order');
INSERT INTO public.auth_permission VALUES (440, 'Can view order', 110, 'view_order');
INSERT INTO public.auth_permission VALUES (441, 'Can add referral', 111, 'add_referral');
INSERT INTO public.auth_permission VALUES (442, 'Can change referral', 111, 'change_referral');
INSERT INTO public.auth_permission VALUES (443, 'Can delete referral', 111, 'delete_referral');
INSERT INTO public.auth_permission VALUES (444, 'Can view referral', 111, 'view_referral');
INSERT INTO public.auth_permission VALUES (445, 'Can add plan', 112, 'add_plan');
INSERT INTO public.auth_permission VALUES (446, 'Can change plan', 112, 'change_plan');
INSERT INTO public.auth_permission VALUES (447, 'Can delete plan', 112, 'delete_plan');
INSERT INTO public.auth_permission VALUES (448, 'Can view plan', 112, 'view_plan');
INSERT INTO public.auth_permission VALUES (449, 'Can add plan item', 113, 'add_planitem');
INSERT INTO public.auth_permission VALUES (450, 'Can change plan item', 113, 'change_planitem');
INSERT INTO public.auth_permission VALUES (451, 'Can delete plan item', 113, 'delete_planitem');
INSERT INTO public.auth_permission VALUES (452, 'Can view plan item', 113, 'view_planitem');
INSERT INTO public.auth_permission VALUES (453, 'Can add due work', 114, 'add_duework');
INSERT INTO public.auth_permission VALUES (454, 'Can change due work', 114, 'change_duework');
INSERT INTO public.auth_permission VALUES (455, 'Can delete due work', 114, 'delete_duework');
INSERT INTO public.auth_permission VALUES (456, 'Can view due work', 114, 'view_duework');
INSERT INTO public.auth_permission VALUES (457, 'Can add consultation', 115, 'add_consultation');
INSERT INTO public.auth_permission VALUES (458, 'Can change consultation', 115, 'change_consultation');
INSERT INTO public.auth_permission VALUES (459, 'Can delete consultation', 115, 'delete_consultation');
INSERT INTO public.auth_permission VALUES (460, 'Can view consultation', 115, 'view_consultation');
INSERT INTO public.auth_permission VALUES (461, 'Can add follow up', 116, 'add_followup');
INSERT INTO public.auth_permission VALUES (462, 'Can change follow up', 116, 'change_followup');
INSERT INTO public.auth_permission VALUES (463, 'Can delete follow up', 116, 'delete_followup');
INSERT INTO public.auth_permission VALUES (464, 'Can view follow up', 116, 'view_followup');
INSERT INTO public.auth_permission VALUES (465, 'Can add enrolment', 117, 'add_enrolment');
INSERT INTO public.auth_permission VALUES (466, 'Can change enrolment', 117, 'change_enrolment');
INSERT INTO public.auth_permission VALUES (467, 'Can delete enrolment', 117, 'delete_enrolment');
INSERT INTO public.auth_permission VALUES (468, 'Can view enrolment', 117, 'view_enrolment');
INSERT INTO public.auth_permission VALUES (469, 'Can add attendance', 118, 'add_attendance');
INSERT INTO public.auth_permission VALUES (470, 'Can change attendance', 118, 'change_attendance');
INSERT INTO public.auth_permission VALUES (471, 'Can delete attendance', 118, 'delete_attendance');
INSERT INTO public.auth_permission VALUES (472, 'Can view attendance', 118, 'view_attendance');
INSERT INTO public.auth_permission VALUES (473, 'Can add point service', 119, 'add_pointservice');
INSERT INTO public.auth_permission VALUES (474, 'Can change point service', 119, 'change_pointservice');
INSERT INTO public.auth_permission VALUES (475, 'Can delete point service', 119, 'delete_pointservice');
INSERT INTO public.auth_permission VALUES (476, 'Can view point service', 119, 'view_pointservice');
INSERT INTO public.auth_permission VALUES (477, 'Can add visit', 120, 'add_visit');
INSERT INTO public.auth_permission VALUES (478, 'Can change visit', 120, 'change_visit');
INSERT INTO public.auth_permission VALUES (479, 'Can delete visit', 120, 'delete_visit');
INSERT INTO public.auth_permission VALUES (480, 'Can view visit', 120, 'view_visit');
INSERT INTO public.auth_permission VALUES (481, 'Can add visit check', 121, 'add_visitcheck');
INSERT INTO public.auth_permission VALUES (482, 'Can change visit check', 121, 'change_visitcheck');
INSERT INTO public.auth_permission VALUES (483, 'Can delete visit check', 121, 'delete_visitcheck');
INSERT INTO public.auth_permission VALUES (484, 'Can view visit check', 121, 'view_visitcheck');
INSERT INTO public.auth_permission VALUES (485, 'Can add visit item', 122, 'add_visititem');
INSERT INTO public.auth_permission VALUES (486, 'Can change visit item', 122, 'change_visititem');
INSERT INTO public.auth_permission VALUES (487, 'Can delete visit item', 122, 'delete_visititem');
INSERT INTO public.auth_permission VALUES (488, 'Can view visit item', 122, 'view_visititem');
INSERT INTO public.auth_permission VALUES (489, 'Can add draft', 123, 'add_draft');
INSERT INTO public.auth_permission VALUES (490, 'Can change draft', 123, 'change_draft');
INSERT INTO public.auth_permission VALUES (491, 'Can delete draft', 123, 'delete_draft');
INSERT INTO public.auth_permission VALUES (492, 'Can view draft', 123, 'view_draft');
INSERT INTO public.auth_permission VALUES (493, 'Can add code', 124, 'add_code');
INSERT INTO public.auth_permission VALUES (494, 'Can change code', 124, 'change_code');
INSERT INTO public.auth_permission VALUES (495, 'Can delete code', 124, 'delete_code');
INSERT INTO public.auth_permission VALUES (496, 'Can view code', 124, 'view_code');
INSERT INTO public.auth_permission VALUES (497, 'Can add draft member', 125, 'add_draftmember');
INSERT INTO public.auth_permission VALUES (498, 'Can change draft member', 125, 'change_draftmember');
INSERT INTO public.auth_permission VALUES (499, 'Can delete draft member', 125, 'delete_draftmember');
INSERT INTO public.auth_permission VALUES (500, 'Can view draft member', 125, 'view_draftmember');
INSERT INTO public.auth_permission VALUES (501, 'Can add employment', 126, 'add_employment');
INSERT INTO public.auth_permission VALUES (502, 'Can change employment', 126, 'change_employment');
INSERT INTO public.auth_permission VALUES (503, 'Can delete employment', 126, 'delete_employment');
INSERT INTO public.auth_permission VALUES (504, 'Can view employment', 126, 'view_employment');
INSERT INTO public.auth_permission VALUES (505, 'Can add filing', 127, 'add_filing');
INSERT INTO public.auth_permission VALUES (506, 'Can change filing', 127, 'change_filing');
INSERT INTO public.auth_permission VALUES (507, 'Can delete filing', 127, 'delete_filing');
INSERT INTO public.auth_permission VALUES (508, 'Can view filing', 127, 'view_filing');
INSERT INTO public.auth_permission VALUES (509, 'Can add appraisal', 128, 'add_appraisal');
INSERT INTO public.auth_permission VALUES (510, 'Can change appraisal', 128, 'change_appraisal');
INSERT INTO public.auth_permission VALUES (511, 'Can delete appraisal', 128, 'delete_appraisal');
INSERT INTO public.auth_permission VALUES (512, 'Can view appraisal', 128, 'view_appraisal');
INSERT INTO public.auth_permission VALUES (513, 'Can add survey call', 129, 'add_surveycall');
INSERT INTO public.auth_permission VALUES (514, 'Can change survey call', 129, 'change_surveycall');
INSERT INTO public.auth_permission VALUES (515, 'Can delete survey call', 129, 'delete_surveycall');
INSERT INTO public.auth_permission VALUES (516, 'Can view survey call', 129, 'view_surveycall');
INSERT INTO public.auth_permission VALUES (517, 'Can add veto', 130, 'add_veto');
INSERT INTO public.auth_permission VALUES (518, 'Can change veto', 130, 'change_veto');
INSERT INTO public.auth_permission VALUES (519, 'Can delete veto', 130, 'delete_veto');
INSERT INTO public.auth_permission VALUES (520, 'Can view veto', 130, 'view_veto');
INSERT INTO public.auth_permission VALUES (521, 'Can add grid set', 131, 'add_gridset');
INSERT INTO public.auth_permission VALUES (522, 'Can change grid set', 131, 'change_gridset');
INSERT INTO public.auth_permission VALUES (523, 'Can delete grid set', 131, 'delete_gridset');
INSERT INTO public.auth_permission VALUES (524, 'Can view grid set', 131, 'view_gridset');
INSERT INTO public.auth_permission VALUES (525, 'Can add grid', 132, 'add_grid');
INSERT INTO public.auth_permission VALUES (526, 'Can change grid', 132, 'change_grid');
INSERT INTO public.auth_permission VALUES (527, 'Can delete grid', 132, 'delete_grid');
INSERT INTO public.auth_permission VALUES (528, 'Can view grid', 132, 'view_grid');
INSERT INTO public.auth_permission VALUES (529, 'Can add layout', 133, 'add_layout');
INSERT INTO public.auth_permission VALUES (530, 'Can change layout', 133, 'change_layout');
INSERT INTO public.auth_permission VALUES (531, 'Can delete layout', 133, 'delete_layout');
INSERT INTO public.auth_permission VALUES (532, 'Can view layout', 133, 'view_layout');
INSERT INTO public.auth_permission VALUES (533, 'Can add layout site', 134, 'add_layoutsite');
INSERT INTO public.auth_permission VALUES (534, 'Can change layout site', 134, 'change_layoutsite');
INSERT INTO public.auth_permission VALUES (535, 'Can delete layout site', 134, 'delete_layoutsite');
INSERT INTO public.auth_permission VALUES (536, 'Can view layout site', 134, 'view_layoutsite');
INSERT INTO public.auth_permission VALUES (537, 'Can add layout point', 135, 'add_layoutpoint');
INSERT INTO public.auth_permission VALUES (538, 'Can change layout point', 135, 'change_layoutpoint');
INSERT INTO public.auth_permission VALUES (539, 'Can delete layout point', 135, 'delete_layoutpoint');
INSERT INTO public.auth_permission VALUES (540, 'Can view layout point', 135, 'view_layoutpoint');
INSERT INTO public.auth_permission VALUES (541, 'Can add staffing need', 136, 'add_staffingneed');
INSERT INTO public.auth_permission VALUES (542, 'Can change staffing need', 136, 'change_staffingneed');
INSERT INTO public.auth_permission VALUES (543, 'Can delete staffing need', 136, 'delete_staffingneed');
INSERT INTO public.auth_permission VALUES (544, 'Can view staffing need', 136, 'view_staffingneed');
INSERT INTO public.auth_permission VALUES (545, 'Can add layout order', 137, 'add_layoutorder');
INSERT INTO public.auth_permission VALUES (546, 'Can change layout order', 137, 'change_layoutorder');
INSERT INTO public.auth_permission VALUES (547, 'Can delete layout order', 137, 'delete_layoutorder');
INSERT INTO public.auth_permission VALUES (548, 'Can view layout order', 137, 'view_layoutorder');
INSERT INTO public.auth_permission VALUES (549, 'Can add calibration', 138, 'add_calibration');
INSERT INTO public.auth_permission VALUES (550, 'Can change calibration', 138, 'change_calibration');
INSERT INTO public.auth_permission VALUES (551, 'Can delete calibration', 138, 'delete_calibration');
INSERT INTO public.auth_permission VALUES (552, 'Can view calibration', 138, 'view_calibration');
INSERT INTO public.auth_permission VALUES (553, 'Can add calibrated figure', 139, 'add_calibratedfigure');
INSERT INTO public.auth_permission VALUES (554, 'Can change calibrated figure', 139, 'change_calibratedfigure');
INSERT INTO public.auth_permission VALUES (555, 'Can delete calibrated figure', 139, 'delete_calibratedfigure');
INSERT INTO public.auth_permission VALUES (556, 'Can view calibrated figure', 139, 'view_calibratedfigure');
INSERT INTO public.auth_permission VALUES (557, 'Can add forecast', 140, 'add_forecast');
INSERT INTO public.auth_permission VALUES (558, 'Can change forecast', 140, 'change_forecast');
INSERT INTO public.auth_permission VALUES (559, 'Can delete forecast', 140, 'delete_forecast');
INSERT INTO public.auth_permission VALUES (560, 'Can view forecast', 140, 'view_forecast');
INSERT INTO public.auth_permission VALUES (561, 'Can add forecast series', 141, 'add_forecastseries');
INSERT INTO public.auth_permission VALUES (562, 'Can change forecast series', 141, 'change_forecastseries');
INSERT INTO public.auth_permission VALUES (563, 'Can delete forecast series', 141, 'delete_forecastseries');
INSERT INTO public.auth_permission VALUES (564, 'Can view forecast series', 141, 'view_forecastseries');
INSERT INTO public.auth_permission VALUES (565, 'Can add scenario', 142, 'add_scenario');
INSERT INTO public.auth_permission VALUES (566, 'Can change scenario', 142, 'change_scenario');
INSERT INTO public.auth_permission VALUES (567, 'Can delete scenario', 142, 'delete_scenario');
INSERT INTO public.auth_permission VALUES (568, 'Can view scenario', 142, 'view_scenario');
INSERT INTO public.auth_permission VALUES (569, 'Can add simulation run', 143, 'add_simulationrun');
INSERT INTO public.auth_permission VALUES (570, 'Can change simulation run', 143, 'change_simulationrun');
INSERT INTO public.auth_permission VALUES (571, 'Can delete simulation run', 143, 'delete_simulationrun');
INSERT INTO public.auth_permission VALUES (572, 'Can view simulation run', 143, 'view_simulationrun');
INSERT INTO public.auth_permission VALUES (573, 'Can add replication', 144, 'add_replication');
INSERT INTO public.auth_permission VALUES (574, 'Can change replication', 144, 'change_replication');
INSERT INTO public.auth_permission VALUES (575, 'Can delete replication', 144, 'delete_replication');
INSERT INTO public.auth_permission VALUES (576, 'Can view replication', 144, 'view_replication');
INSERT INTO public.auth_permission VALUES (577, 'Can add comparison', 145, 'add_comparison');
INSERT INTO public.auth_permission VALUES (578, 'Can change comparison', 145, 'change_comparison');
INSERT INTO public.auth_permission VALUES (579, 'Can delete comparison', 145, 'delete_comparison');
INSERT INTO public.auth_permission VALUES (580, 'Can view comparison', 145, 'view_comparison');
INSERT INTO public.auth_permission VALUES (581, 'Can add verdict', 146, 'add_verdict');
INSERT INTO public.auth_permission VALUES (582, 'Can change verdict', 146, 'change_verdict');
INSERT INTO public.auth_permission VALUES (583, 'Can delete verdict', 146, 'delete_verdict');
INSERT INTO public.auth_permission VALUES (584, 'Can view verdict', 146, 'view_verdict');
INSERT INTO public.auth_permission VALUES (585, 'Can add pledge', 147, 'add_pledge');
INSERT INTO public.auth_permission VALUES (586, 'Can change pledge', 147, 'change_pledge');
INSERT INTO public.auth_permission VALUES (587, 'Can delete pledge', 147, 'delete_pledge');
INSERT INTO public.auth_permission VALUES (588, 'Can view pledge', 147, 'view_pledge');
INSERT INTO public.auth_permission VALUES (589, 'Can add response', 148, 'add_response');
INSERT INTO public.auth_permission VALUES (590, 'Can change response', 148, 'change_response');
INSERT INTO public.auth_permission VALUES (591, 'Can delete response', 148, 'delete_response');
INSERT INTO public.auth_permission VALUES (592, 'Can view response', 148, 'view_response');
INSERT INTO public.auth_permission VALUES (593, 'Can add pooled staff', 149, 'add_pooledstaff');
INSERT INTO public.auth_permission VALUES (594, 'Can change pooled staff', 149, 'change_pooledstaff');
INSERT INTO public.auth_permission VALUES (595, 'Can delete pooled staff', 149, 'delete_pooledstaff');
INSERT INTO public.auth_permission VALUES (596, 'Can view pooled staff', 149, 'view_pooledstaff');
INSERT INTO public.auth_permission VALUES (597, 'Can add pooled bed', 150, 'add_pooledbed');
INSERT INTO public.auth_permission VALUES (598, 'Can change pooled bed', 150, 'change_pooledbed');
INSERT INTO public.auth_permission VALUES (599, 'Can delete pooled bed', 150, 'delete_pooledbed');
INSERT INTO public.auth_permission VALUES (600, 'Can view pooled bed', 150, 'view_pooledbed');
INSERT INTO public.auth_permission VALUES (601, 'Can add casualty', 151, 'add_casualty');
INSERT INTO public.auth_permission VALUES (602, 'Can change casualty', 151, 'change_casualty');
INSERT INTO public.auth_permission VALUES (603, 'Can delete casualty', 151, 'delete_casualty');
INSERT INTO public.auth_permission VALUES (604, 'Can view casualty', 151, 'view_casualty');
INSERT INTO public.auth_permission VALUES (605, 'Can add alarm', 152, 'add_alarm');
INSERT INTO public.auth_permission VALUES (606, 'Can change alarm', 152, 'change_alarm');
INSERT INTO public.auth_permission VALUES (607, 'Can delete alarm', 152, 'delete_alarm');
INSERT INTO public.auth_permission VALUES (608, 'Can view alarm', 152, 'view_alarm');
INSERT INTO public.auth_permission VALUES (609, 'Can add counting', 153, 'add_counting');
INSERT INTO public.auth_permission VALUES (610, 'Can change counting', 153, 'change_counting');
INSERT INTO public.auth_permission VALUES (611, 'Can delete counting', 153, 'delete_counting');
INSERT INTO public.auth_permission VALUES (612, 'Can view counting', 153, 'view_counting');
INSERT INTO public.auth_permission VALUES (613, 'Can add day count', 154, 'add_daycount');
INSERT INTO public.auth_permission VALUES (614, 'Can change day count', 154, 'change_daycount');
INSERT INTO public.auth_permission VALUES (615, 'Can delete day count', 154, 'delete_daycount');
INSERT INTO public.auth_permission VALUES (616, 'Can view day count', 154, 'view_daycount');
INSERT INTO public.auth_permission VALUES (617, 'Can add subject', 155, 'add_subject');
INSERT INTO public.auth_permission VALUES (618, 'Can change subject', 155, 'change_subject');
INSERT INTO public.auth_permission VALUES (619, 'Can delete subject', 155, 'delete_subject');
INSERT INTO public.auth_permission VALUES (620, 'Can view subject', 155, 'view_subject');
INSERT INTO public.auth_permission VALUES (621, 'Can add term', 156, 'add_term');
INSERT INTO public.auth_permission VALUES (622, 'Can change term', 156, 'change_term');
INSERT INTO public.auth_permission VALUES (623, 'Can delete term', 156, 'delete_term');
INSERT INTO public.auth_permission VALUES (624, 'Can view term', 156, 'view_term');
INSERT INTO public.auth_permission VALUES (625, 'Can add unit', 157, 'add_unit');
INSERT INTO public.auth_permission VALUES (626, 'Can change unit', 157, 'change_unit');
INSERT INTO public.auth_permission VALUES (627, 'Can delete unit', 157, 'delete_unit');
INSERT INTO public.auth_permission VALUES (628, 'Can view unit', 157, 'view_unit');
INSERT INTO public.auth_permission VALUES (629, 'Can add work', 158, 'add_work');
INSERT INTO public.auth_permission VALUES (630, 'Can change work', 158, 'change_work');
INSERT INTO public.auth_permission VALUES (631, 'Can delete work', 158, 'delete_work');
INSERT INTO public.auth_permission VALUES (632, 'Can view work', 158, 'view_work');
INSERT INTO public.auth_permission VALUES (633, 'Can add bill', 159, 'add_bill');
INSERT INTO public.auth_permission VALUES (634, 'Can change bill', 159, 'change_bill');
INSERT INTO public.auth_permission VALUES (635, 'Can delete bill', 159, 'delete_bill');
INSERT INTO public.auth_permission VALUES (636, 'Can view bill', 159, 'view_bill');
INSERT INTO public.auth_permission VALUES (637, 'Can add bill line', 160, 'add_billline');
INSERT INTO public.auth_permission VALUES (638, 'Can change bill line', 160, 'change_billline');
INSERT INTO public.auth_permission VALUES (639, 'Can delete bill line', 160, 'delete_billline');
INSERT INTO public.auth_permission VALUES (640, 'Can view bill line', 160, 'view_billline');
INSERT INTO public.auth_permission VALUES (641, 'Can add claim', 161, 'add_claim');
INSERT INTO public.auth_permission VALUES (642, 'Can change claim', 161, 'change_claim');
INSERT INTO public.auth_permission VALUES (643, 'Can delete claim', 161, 'delete_claim');
INSERT INTO public.auth_permission VALUES (644, 'Can view claim', 161, 'view_claim');
INSERT INTO public.auth_permission VALUES (645, 'Can add claim line', 162, 'add_claimline');
INSERT INTO public.auth_permission VALUES (646, 'Can change claim line', 162, 'change_claimline');
INSERT INTO public.auth_permission VALUES (647, 'Can delete claim line', 162, 'delete_claimline');
INSERT INTO public.auth_permission VALUES (648, 'Can view claim line', 162, 'view_claimline');
INSERT INTO public.auth_permission VALUES (649, 'Can add counter', 163, 'add_counter');
INSERT INTO public.auth_permission VALUES (650, 'Can change counter', 163, 'change_counter');
INSERT INTO public.auth_permission VALUES (651, 'Can delete counter', 163, 'delete_counter');
INSERT INTO public.auth_permission VALUES (652, 'Can view counter', 163, 'view_counter');
INSERT INTO public.auth_permission VALUES (653, 'Can add cover', 164, 'add_cover');
INSERT INTO public.auth_permission VALUES (654, 'Can change cover', 164, 'change_cover');
INSERT INTO public.auth_permission VALUES (655, 'Can delete cover', 164, 'delete_cover');
INSERT INTO public.auth_permission VALUES (656, 'Can view cover', 164, 'view_cover');
INSERT INTO public.auth_permission VALUES (657, 'Can add settlement', 165, 'add_settlement');
INSERT INTO public.auth_permission VALUES (658, 'Can change settlement', 165, 'change_settlement');
INSERT INTO public.auth_permission VALUES (659, 'Can delete settlement', 165, 'delete_settlement');
INSERT INTO public.auth_permission VALUES (660, 'Can view settlement', 165, 'view_settlement');
INSERT INTO public.auth_permission VALUES (661, 'Can add bearing', 166, 'add_bearing');
INSERT INTO public.auth_permission VALUES (662, 'Can change bearing', 166, 'change_bearing');
INSERT INTO public.auth_permission VALUES (663, 'Can delete bearing', 166, 'delete_bearing');
INSERT INTO public.auth_permission VALUES (664, 'Can view bearing', 166, 'view_bearing');
INSERT INTO public.auth_permission VALUES (665, 'Can add listed code', 167, 'add_listedcode');
INSERT INTO public.auth_permission VALUES (666, 'Can change listed code', 167, 'change_listedcode');
INSERT INTO public.auth_permission VALUES (667, 'Can delete listed code', 167, 'delete_listedcode');
INSERT INTO public.auth_permission VALUES (668, 'Can view listed code', 167, 'view_listedcode');
INSERT INTO public.auth_permission VALUES (669, 'Can add settlement list', 168, 'add_settlementlist');
INSERT INTO public.auth_permission VALUES (670, 'Can change settlement list', 168, 'change_settlementlist');
INSERT INTO public.auth_permission VALUES (671, 'Can delete settlement list', 168, 'delete_settlementlist');
INSERT INTO public.auth_permission VALUES (672, 'Can view settlement list', 168, 'view_settlementlist');
INSERT INTO public.auth_permission VALUES (673, 'Can add care month', 169, 'add_caremonth');
INSERT INTO public.auth_permission VALUES (674, 'Can change care month', 169, 'change_caremonth');
INSERT INTO public.auth_permission VALUES (675, 'Can delete care month', 169, 'delete_caremonth');
INSERT INTO public.auth_permission VALUES (676, 'Can view care month', 169, 'view_caremonth');
INSERT INTO public.auth_permission VALUES (677, 'Can add claimed act', 170, 'add_claimedact');
INSERT INTO public.auth_permission VALUES (678, 'Can change claimed act', 170, 'change_claimedact');
INSERT INTO public.auth_permission VALUES (679, 'Can delete claimed act', 170, 'delete_claimedact');
INSERT INTO public.auth_permission VALUES (680, 'Can view claimed act', 170, 'view_claimedact');
INSERT INTO public.auth_permission VALUES (681, 'Can add settlement run', 171, 'add_settlementrun');
INSERT INTO public.auth_permission VALUES (682, 'Can change settlement run', 171, 'change_settlementrun');
INSERT INTO public.auth_permission VALUES (683, 'Can delete settlement run', 171, 'delete_settlementrun');
INSERT INTO public.auth_permission VALUES (684, 'Can view settlement run', 171, 'view_settlementrun');
INSERT INTO public.auth_permission VALUES (685, 'Can add package', 172, 'add_package');
INSERT INTO public.auth_permission VALUES (686, 'Can change package', 172, 'change_package');
INSERT INTO public.auth_permission VALUES (687, 'Can delete package', 172, 'delete_package');
INSERT INTO public.auth_permission VALUES (688, 'Can view package', 172, 'view_package');
INSERT INTO public.auth_permission VALUES (689, 'Can add left out', 173, 'add_leftout');
INSERT INTO public.auth_permission VALUES (690, 'Can change left out', 173, 'change_leftout');
INSERT INTO public.auth_permission VALUES (691, 'Can delete left out', 173, 'delete_leftout');
INSERT INTO public.auth_permission VALUES (692, 'Can view left out', 173, 'view_leftout');
INSERT INTO public.auth_permission VALUES (693, 'Can add consortium balance', 174, 'add_consortiumbalance');
INSERT INTO public.auth_permission VALUES (694, 'Can change consortium balance', 174, 'change_consortiumbalance');
INSERT INTO public.auth_permission VALUES (695, 'Can delete consortium balance', 174, 'delete_consortiumbalance');
INSERT INTO public.auth_permission VALUES (696, 'Can view consortium balance', 174, 'view_consortiumbalance');
INSERT INTO public.auth_permission VALUES (697, 'Can add capitation', 175, 'add_capitation');
INSERT INTO public.auth_permission VALUES (698, 'Can change capitation', 175, 'change_capitation');
INSERT INTO public.auth_permission VALUES (699, 'Can delete capitation', 175, 'delete_capitation');
INSERT INTO public.auth_permission VALUES (700, 'Can view capitation', 175, 'view_capitation');
INSERT INTO public.auth_permission VALUES (701, 'Can add statement', 176, 'add_statement');
INSERT INTO public.auth_permission VALUES (702, 'Can change statement', 176, 'change_statement');
INSERT INTO public.auth_permission VALUES (703, 'Can delete statement', 176, 'delete_statement');
INSERT INTO public.auth_permission VALUES (704, 'Can view statement', 176, 'view_statement');
INSERT INTO public.auth_permission VALUES (705, 'Can add group sum', 177, 'add_groupsum');
INSERT INTO public.auth_permission VALUES (706, 'Can change group sum', 177, 'change_groupsum');
INSERT INTO public.auth_permission VALUES (707, 'Can delete group sum', 177, 'delete_groupsum');
INSERT INTO public.auth_permission VALUES (708, 'Can view group sum', 177, 'view_groupsum');
INSERT INTO public.auth_permission VALUES (709, 'Can add package share', 178, 'add_packageshare');
INSERT INTO public.auth_permission VALUES (710, 'Can change package share', 178, 'change_packageshare');
INSERT INTO public.auth_permission VALUES (711, 'Can delete package share', 178, 'delete_packageshare');
INSERT INTO public.auth_permission VALUES (712, 'Can view package share', 178, 'view_packageshare');
INSERT INTO public.auth_permission VALUES (713, 'Can add capitation withdrawal', 179, 'add_capitationwithdrawal');
INSERT INTO public.auth_permission VALUES (714, 'Can change capitation withdrawal', 179, 'change_capitationwithdrawal');
INSERT INTO public.auth_permission VALUES (715, 'Can delete capitation withdrawal', 179, 'delete_capitationwithdrawal');
INSERT INTO public.auth_permission VALUES (716, 'Can view capitation withdrawal', 179, 'view_capitationwithdrawal');
INSERT INTO public.auth_permission VALUES (717, 'Can add rule lists', 180, 'add_rulelists');
INSERT INTO public.auth_permission VALUES (718, 'Can change rule lists', 180, 'change_rulelists');
INSERT INTO public.auth_permission VALUES (719, 'Can delete rule lists', 180, 'delete_rulelists');
INSERT INTO public.auth_permission VALUES (720, 'Can view rule lists', 180, 'view_rulelists');
INSERT INTO public.auth_permission VALUES (721, 'Can add screening', 181, 'add_screening');
INSERT INTO public.auth_permission VALUES (722, 'Can change screening', 181, 'change_screening');
INSERT INTO public.auth_permission VALUES (723, 'Can delete screening', 181, 'delete_screening');
INSERT INTO public.auth_permission VALUES (724, 'Can view screening', 181, 'view_screening');
INSERT INTO public.auth_permission VALUES (725, 'Can add matter', 182, 'add_matter');
INSERT INTO public.auth_permission VALUES (726, 'Can change matter', 182, 'change_matter');
INSERT INTO public.auth_permission VALUES (727, 'Can delete matter', 182, 'delete_matter');
INSERT INTO public.auth_permission VALUES (728, 'Can view matter', 182, 'view_matter');
INSERT INTO public.auth_permission VALUES (729, 'Can add suspicion', 183, 'add_suspicion');
INSERT INTO public.auth_permission VALUES (730, 'Can change suspicion', 183, 'change_suspicion');
INSERT INTO public.auth_permission VALUES (731, 'Can delete suspicion', 183, 'delete_suspicion');
INSERT INTO public.auth_permission VALUES (732, 'Can view suspicion', 183, 'view_suspicion');
INSERT INTO public.auth_permission VALUES (733, 'Can add evidence', 184, 'add_evidence');
INSERT INTO public.auth_permission VALUES (734, 'Can change evidence', 184, 'change_evidence');
INSERT INTO public.auth_permission VALUES (735, 'Can delete evidence', 184, 'delete_evidence');
INSERT INTO public.auth_permission VALUES (736, 'Can view evidence', 184, 'view_evidence');
INSERT INTO public.auth_permission VALUES (737, 'Can add recovery', 185, 'add_recovery');
INSERT INTO public.auth_permission VALUES (738, 'Can change recovery', 185, 'change_recovery');
INSERT INTO public.auth_permission VALUES (739, 'Can delete recovery', 185, 'delete_recovery');
INSERT INTO public.auth_permission VALUES (740, 'Can view recovery', 185, 'view_recovery');
INSERT INTO public.auth_permission VALUES (741, 'Can add risk', 186, 'add_risk');
INSERT INTO public.auth_permission VALUES (742, 'Can change risk', 186, 'change_risk');
INSERT INTO public.auth_permission VALUES (743, 'Can delete risk', 186, 'delete_risk');
INSERT INTO public.auth_permission VALUES (744, 'Can view risk', 186, 'view_risk');
INSERT INTO public.auth_permission VALUES (745, 'Can add candidate', 187, 'add_candidate');
INSERT INTO public.auth_permission VALUES (746, 'Can change candidate', 187, 'change_candidate');
INSERT INTO public.auth_permission VALUES (747, 'Can delete candidate', 187, 'delete_candidate');
INSERT INTO public.auth_permission VALUES (748, 'Can view candidate', 187, 'view_candidate');
INSERT INTO public.auth_permission VALUES (749, 'Can add merge', 188, 'add_merge');
INSERT INTO public.auth_permission VALUES (750, 'Can change merge', 188, 'change_merge');
INSERT INTO public.auth_permission VALUES (751, 'Can delete merge', 188, 'delete_merge');
INSERT INTO public.auth_permission VALUES (752, 'Can view merge', 188, 'view_merge');
INSERT INTO public.auth_permission VALUES (753, 'Can add moved row', 189, 'add_movedrow');
INSERT INTO public.auth_permission VALUES (754, 'Can change moved row', 189, 'change_movedrow');
INSERT INTO public.auth_permission VALUES (755, 'Can delete moved row', 189, 'delete_movedrow');
INSERT INTO public.auth_permission VALUES (756, 'Can view moved row', 189, 'view_movedrow');
INSERT INTO public.auth_permission VALUES (757, 'Can add node', 190, 'add_node');
INSERT INTO public.auth_permission VALUES (758, 'Can change node', 190, 'change_node');
INSERT INTO public.auth_permission VALUES (759, 'Can delete node', 190, 'delete_node');
INSERT INTO public.auth_permission VALUES (760, 'Can view node', 190, 'view_node');
INSERT INTO public.auth_permission VALUES (761, 'Can add code map', 191, 'add_codemap');
INSERT INTO public.auth_permission VALUES (762, 'Can change code map', 191, 'change_codemap');
INSERT INTO public.auth_permission VALUES (763, 'Can delete code map', 191, 'delete_codemap');
INSERT INTO public.auth_permission VALUES (764, 'Can view code map', 191, 'view_codemap');
INSERT INTO public.auth_permission VALUES (765, 'Can add carried consent', 192, 'add_carriedconsent');
INSERT INTO public.auth_permission VALUES (766, 'Can change carried consent', 192, 'change_carriedconsent');
INSERT INTO public.auth_permission VALUES (767, 'Can delete carried consent', 192, 'delete_carriedconsent');
INSERT INTO public.auth_permission VALUES (768, 'Can view carried consent', 192, 'view_carriedconsent');
INSERT INTO public.auth_permission VALUES (769, 'Can add partner institution', 193, 'add_partnerinstitution');
INSERT INTO public.auth_permission VALUES (770, 'Can change partner institution', 193, 'change_partnerinstitution');
INSERT INTO public.auth_permission VALUES (771, 'Can delete partner institution', 193, 'delete_partnerinstitution');
INSERT INTO public.auth_permission VALUES (772, 'Can view partner institution', 193, 'view_partnerinstitution');
INSERT INTO public.auth_permission VALUES (773, 'Can add sent', 194, 'add_sent');
INSERT INTO public.auth_permission VALUES (774, 'Can change sent', 194, 'change_sent');
INSERT INTO public.auth_permission VALUES (775, 'Can delete sent', 194, 'delete_sent');
INSERT INTO public.auth_permission VALUES (776, 'Can view sent', 194, 'view_sent');
INSERT INTO public.auth_permission VALUES (777, 'Can add shared referral', 195, 'add_sharedreferral');
INSERT INTO public.auth_permission VALUES (778, 'Can change shared referral', 195, 'change_sharedreferral');
INSERT INTO public.auth_permission VALUES (779, 'Can delete shared referral', 195, 'delete_sharedreferral');
INSERT INTO public.auth_permission VALUES (780, 'Can view shared referral', 195, 'view_sharedreferral');
INSERT INTO public.auth_permission VALUES (781, 'Can add taken', 196, 'add_taken');
INSERT INTO public.auth_permission VALUES (782, 'Can change taken', 196, 'change_taken');
INSERT INTO public.auth_permission VALUES (783, 'Can delete taken', 196, 'delete_taken');
INSERT INTO public.auth_permission VALUES (784, 'Can view taken', 196, 'view_taken');
INSERT INTO public.auth_permission VALUES (785, 'Can add mapped code', 197, 'add_mappedcode');
INSERT INTO public.auth_permission VALUES (786, 'Can change mapped code', 197, 'change_mappedcode');
INSERT INTO public.auth_permission VALUES (787, 'Can delete mapped code', 197, 'delete_mappedcode');
INSERT INTO public.auth_permission VALUES (788, 'Can view mapped code', 197, 'view_mappedcode');
INSERT INTO public.auth_permission VALUES (789, 'Can add insurance code', 198, 'add_insurancecode');
INSERT INTO public.auth_permission VALUES (790, 'Can change insurance code', 198, 'change_insurancecode');
INSERT INTO public.auth_permission VALUES (791, 'Can delete insurance code', 198, 'delete_insurancecode');
INSERT INTO public.auth_permission VALUES (792, 'Can view insurance code', 198, 'view_insurancecode');
INSERT INTO public.auth_permission VALUES (793, 'Can add reconciliation', 199, 'add_reconciliation');
INSERT INTO public.auth_permission VALUES (794, 'Can change reconciliation', 199, 'change_reconciliation');
INSERT INTO public.auth_permission VALUES (795, 'Can delete reconciliation', 199, 'delete_reconciliation');
INSERT INTO public.auth_permission VALUES (796, 'Can view reconciliation', 199, 'view_reconciliation');
INSERT INTO public.auth_permission VALUES (797, 'Can add difference', 200, 'add_difference');
INSERT INTO public.auth_permission VALUES (798, 'Can change difference', 200, 'change_difference');
INSERT INTO public.auth_permission VALUES (799, 'Can delete difference', 200, 'delete_difference');
INSERT INTO public.auth_permission VALUES (800, 'Can view difference', 200, 'view_difference');
INSERT INTO public.auth_permission VALUES (801, 'Can add away filing', 201, 'add_awayfiling');
INSERT INTO public.auth_permission VALUES (802, 'Can change away filing', 201, 'change_awayfiling');
INSERT INTO public.auth_permission VALUES (803, 'Can delete away filing', 201, 'delete_awayfiling');
INSERT INTO public.auth_permission VALUES (804, 'Can view away filing', 201, 'view_awayfiling');
INSERT INTO public.auth_permission VALUES (805, 'Can add away settlement', 202, 'add_awaysettlement');
INSERT INTO public.auth_permission VALUES (806, 'Can change away settlement', 202, 'change_awaysettlement');
INSERT INTO public.auth_permission VALUES (807, 'Can delete away settlement', 202, 'delete_awaysettlement');
INSERT INTO public.auth_permission VALUES (808, 'Can view away settlement', 202, 'view_awaysettlement');
INSERT INTO public.auth_permission VALUES (809, 'Can add clearing', 203, 'add_clearing');
INSERT INTO public.auth_permission VALUES (810, 'Can change clearing', 203, 'change_clearing');
INSERT INTO public.auth_permission VALUES (811, 'Can delete clearing', 203, 'delete_clearing');
INSERT INTO public.auth_permission VALUES (812, 'Can view clearing', 203, 'view_clearing');
INSERT INTO public.auth_permission VALUES (813, 'Can add eligibility', 204, 'add_eligibility');
INSERT INTO public.auth_permission VALUES (814, 'Can change eligibility', 204, 'change_eligibility');
INSERT INTO public.auth_permission VALUES (815, 'Can delete eligibility', 204, 'delete_eligibility');
INSERT INTO public.auth_permission VALUES (816, 'Can view eligibility', 204, 'view_eligibility');
INSERT INTO public.auth_permission VALUES (817, 'Can add prepayment', 205, 'add_prepayment');
INSERT INTO public.auth_permission VALUES (818, 'Can change prepayment', 205, 'change_prepayment');
INSERT INTO public.auth_permission VALUES (819, 'Can delete prepayment', 205, 'delete_prepayment');
INSERT INTO public.auth_permission VALUES (820, 'Can view prepayment', 205, 'view_prepayment');


--
-- Data for Name: beds_bedclaim; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: beds_offer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: beds_placement; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: beds_placementrun; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: beds_presence; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: beds_transfer; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: booking_booking; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: booking_clinic; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: booking_session; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: booking_triage; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: budgets_capitation; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: budgets_capitationwithdrawal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: budgets_consortiumbalance; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: budgets_groupsum; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: budgets_leftout; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: budgets_package; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: budgets_packageshare; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: budgets_settlementrun; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: budgets_statement; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: care_consultation; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: care_duework; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: care_followup; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: care_plan; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: care_planitem; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cases_attachment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cases_case; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cases_event; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cases_task; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: claims_bearing; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: claims_caremonth; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: claims_claim; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: claims_claimedact; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: claims_claimline; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: claims_counter; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: claims_cover; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: claims_listedcode; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: claims_settlement; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: claims_settlementlist; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: clients_assertion; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: clients_authorisation; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: clients_client; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: clients_code; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: clients_launch; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: clients_token; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: consents_consent; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: consents_consentcode; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: consents_emergencyaccess; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: consents_exportrequest; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: consents_lookquestion; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cross_region_awayfiling; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cross_region_awaysettlement; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cross_region_clearing; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cross_region_difference; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cross_region_eligibility; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cross_region_insurancecode; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cross_region_prepayment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: cross_region_reconciliation; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: decisions_adoption; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: decisions_booksnapshot; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: decisions_decision; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: decisions_missingvalue; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: django_content_type; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.django_content_type VALUES (1, 'auth', 'permission');
INSERT INTO public.django_content_type VALUES (2, 'auth', 'group');
INSERT INTO public.django_content_type VALUES (3, 'contenttypes', 'contenttype');
INSERT INTO public.django_content_type VALUES (4, 'sessions', 'session');
INSERT INTO public.django_content_type VALUES (5, 'account', 'emailaddress');
INSERT INTO public.django_content_type VALUES (6, 'account', 'emailconfirmation');
INSERT INTO public.django_content_type VALUES (7, 'mfa', 'authenticator');
INSERT INTO public.django_content_type VALUES (8, 'socialaccount', 'socialaccount');
INSERT INTO public.django_content_type VALUES (9, 'socialaccount', 'socialapp');
INSERT INTO public.django_content_type VALUES (10, 'socialaccount', 'socialtoken');
INSERT INTO public.django_content_type VALUES (11, 'procrastinate', 'procrastinateevent');
INSERT INTO public.django_content_type VALUES (12, 'procrastinate', 'procrastinatejob');
INSERT INTO public.django_content_type VALUES (13, 'procrastinate', 'procrastinateperiodicdefer');
INSERT INTO public.django_content_type VALUES (14, 'procrastinate', 'procrastinateworker');
INSERT INTO public.django_content_type VALUES (15, 'audit', 'entry');
INSERT INTO public.django_content_type VALUES (16, 'audit', 'seal');
INSERT INTO public.django_content_type VALUES (17, 'audit', 'payload');
INSERT INTO public.django_content_type VALUES (18, 'documents', 'document');
INSERT INTO public.django_content_type VALUES (19, 'postbox', 'incoming');
INSERT INTO public.django_content_type VALUES (20, 'postbox', 'outgoing');
INSERT INTO public.django_content_type VALUES (21, 'access', 'assignment');
INSERT INTO public.django_content_type VALUES (22, 'access', 'grant');
INSERT INTO public.django_content_type VALUES (23, 'access', 'account');
INSERT INTO public.django_content_type VALUES (24, 'access', 'invitation');
INSERT INTO public.django_content_type VALUES (25, 'access', 'denial');
INSERT INTO public.django_content_type VALUES (26, 'network', 'columnmapping');
INSERT INTO public.django_content_type VALUES (27, 'network', 'place');
INSERT INTO public.django_content_type VALUES (28, 'network', 'institution');
INSERT INTO public.django_content_type VALUES (29, 'network', 'duty');
INSERT INTO public.django_content_type VALUES (30, 'network', 'practitioner');
INSERT INTO public.django_content_type VALUES (31, 'network', 'post');
INSERT INTO public.django_content_type VALUES (32, 'network', 'team');
INSERT INTO public.django_content_type VALUES (33, 'network', 'teammember');
INSERT INTO public.django_content_type VALUES (34, 'network', 'ward');
INSERT INTO public.django_content_type VALUES (35, 'network', 'bed');
INSERT INTO public.django_content_type VALUES (36, 'network', 'capability');
INSERT INTO public.django_content_type VALUES (37, 'network', 'turn');
INSERT INTO public.django_content_type VALUES (38, 'network', 'designation');
INSERT INTO public.django_content_type VALUES (39, 'people', 'person');
INSERT INTO public.django_content_type VALUES (40, 'people', 'relative');
INSERT INTO public.django_content_type VALUES (41, 'people', 'identifier');
INSERT INTO public.django_content_type VALUES (42, 'people', 'preference');
INSERT INTO public.django_content_type VALUES (43, 'record', 'importedfile');
INSERT INTO public.django_content_type VALUES (44, 'record', 'resource');
INSERT INTO public.django_content_type VALUES (45, 'record', 'referenceindex');
INSERT INTO public.django_content_type VALUES (46, 'record', 'quantityindex');
INSERT INTO public.django_content_type VALUES (47, 'record', 'dateindex');
INSERT INTO public.django_content_type VALUES (48, 'record', 'resourceversion');
INSERT INTO public.django_content_type VALUES (49, 'record', 'stringindex');
INSERT INTO public.django_content_type VALUES (50, 'record', 'tokenindex');
INSERT INTO public.django_content_type VALUES (51, 'record', 'uriindex');
INSERT INTO public.django_content_type VALUES (52, 'record', 'compositeindex');
INSERT INTO public.django_content_type VALUES (53, 'record', 'export');
INSERT INTO public.django_content_type VALUES (54, 'record', 'exportfile');
INSERT INTO public.django_content_type VALUES (55, 'decisions', 'booksnapshot');
INSERT INTO public.django_content_type VALUES (56, 'decisions', 'adoption');
INSERT INTO public.django_content_type VALUES (57, 'decisions', 'decision');
INSERT INTO public.django_content_type VALUES (58, 'decisions', 'missingvalue');
INSERT INTO public.django_content_type VALUES (59, 'clients', 'client');
INSERT INTO public.django_content_type VALUES (60, 'clients', 'authorisation');
INSERT INTO public.django_content_type VALUES (61, 'clients', 'assertion');
INSERT INTO public.django_content_type VALUES (62, 'clients', 'code');
INSERT INTO public.django_content_type VALUES (63, 'clients', 'launch');
INSERT INTO public.django_content_type VALUES (64, 'clients', 'token');
INSERT INTO public.django_content_type VALUES (65, 'subscriptions', 'subscription');
INSERT INTO public.django_content_type VALUES (66, 'subscriptions', 'event');
INSERT INTO public.django_content_type VALUES (67, 'measures', 'figure');
INSERT INTO public.django_content_type VALUES (68, 'notices', 'notice');
INSERT INTO public.django_content_type VALUES (69, 'notices', 'delivery');
INSERT INTO public.django_content_type VALUES (70, 'assessments', 'assessment');
INSERT INTO public.django_content_type VALUES (71, 'key_groups', 'look');
INSERT INTO public.django_content_type VALUES (72, 'key_groups', 'membership');
INSERT INTO public.django_content_type VALUES (73, 'key_groups', 'registerentry');
INSERT INTO public.django_content_type VALUES (74, 'agreements', 'agreement');
INSERT INTO public.django_content_type VALUES (75, 'agreements', 'item');
INSERT INTO public.django_content_type VALUES (76, 'agreements', 'member');
INSERT INTO public.django_content_type VALUES (77, 'agreements', 'party');
INSERT INTO public.django_content_type VALUES (78, 'agreements', 'panel');
INSERT INTO public.django_content_type VALUES (79, 'agreements', 'project');
INSERT INTO public.django_content_type VALUES (80, 'agreements', 'signature');
INSERT INTO public.django_content_type VALUES (81, 'agreements', 'version');
INSERT INTO public.django_content_type VALUES (82, 'agreements', 'caseloadentry');
INSERT INTO public.django_content_type VALUES (83, 'ledger', 'act');
INSERT INTO public.django_content_type VALUES (84, 'ledger', 'timetaken');
INSERT INTO public.django_content_type VALUES (85, 'accounts', 'entry');
INSERT INTO public.django_content_type VALUES (86, 'accounts', 'account');
INSERT INTO public.django_content_type VALUES (87, 'accounts', 'run');
INSERT INTO public.django_content_type VALUES (88, 'accounts', 'posting');
INSERT INTO public.django_content_type VALUES (89, 'accounts', 'chunk');
INSERT INTO public.django_content_type VALUES (90, 'cases', 'case');
INSERT INTO public.django_content_type VALUES (91, 'cases', 'attachment');
INSERT INTO public.django_content_type VALUES (92, 'cases', 'event');
INSERT INTO public.django_content_type VALUES (93, 'cases', 'task');
INSERT INTO public.django_content_type VALUES (94, 'consents', 'consent');
INSERT INTO public.django_content_type VALUES (95, 'consents', 'consentcode');
INSERT INTO public.django_content_type VALUES (96, 'consents', 'emergencyaccess');
INSERT INTO public.django_content_type VALUES (97, 'consents', 'exportrequest');
INSERT INTO public.django_content_type VALUES (98, 'consents', 'lookquestion');
INSERT INTO public.django_content_type VALUES (99, 'beds', 'bedclaim');
INSERT INTO public.django_content_type VALUES (100, 'beds', 'placementrun');
INSERT INTO public.django_content_type VALUES (101, 'beds', 'presence');
INSERT INTO public.django_content_type VALUES (102, 'beds', 'transfer');
INSERT INTO public.django_content_type VALUES (103, 'beds', 'placement');
INSERT INTO public.django_content_type VALUES (104, 'beds', 'offer');
INSERT INTO public.django_content_type VALUES (105, 'booking', 'clinic');
INSERT INTO public.django_content_type VALUES (106, 'booking', 'session');
INSERT INTO public.django_content_type VALUES (107, 'booking', 'booking');
INSERT INTO public.django_content_type VALUES (108, 'booking', 'triage');
INSERT INTO public.django_content_type VALUES (109, 'recognition', 'certificate');
INSERT INTO public.django_content_type VALUES (110, 'recognition', 'order');
INSERT INTO public.django_content_type VALUES (111, 'referrals', 'referral');
INSERT INTO public.django_content_type VALUES (112, 'care', 'plan');
INSERT INTO public.django_content_type VALUES (113, 'care', 'planitem');
INSERT INTO public.django_content_type VALUES (114, 'care', 'duework');
INSERT INTO public.django_content_type VALUES (115, 'care', 'consultation');
INSERT INTO public.django_content_type VALUES (116, 'care', 'followup');
INSERT INTO public.django_content_type VALUES (117, 'visits', 'enrolment');
INSERT INTO public.django_content_type VALUES (118, 'visits', 'attendance');
INSERT INTO public.django_content_type VALUES (119, 'visits', 'pointservice');
INSERT INTO public.django_content_type VALUES (120, 'visits', 'visit');
INSERT INTO public.django_content_type VALUES (121, 'visits', 'visitcheck');
INSERT INTO public.django_content_type VALUES (122, 'visits', 'visititem');
INSERT INTO public.django_content_type VALUES (123, 'signing', 'draft');
INSERT INTO public.django_content_type VALUES (124, 'signing', 'code');
INSERT INTO public.django_content_type VALUES (125, 'signing', 'draftmember');
INSERT INTO public.django_content_type VALUES (126, 'signing', 'employment');
INSERT INTO public.django_content_type VALUES (127, 'signing', 'filing');
INSERT INTO public.django_content_type VALUES (128, 'performance', 'appraisal');
INSERT INTO public.django_content_type VALUES (129, 'performance', 'surveycall');
INSERT INTO public.django_content_type VALUES (130, 'performance', 'veto');
INSERT INTO public.django_content_type VALUES (131, 'layouts', 'gridset');
INSERT INTO public.django_content_type VALUES (132, 'layouts', 'grid');
INSERT INTO public.django_content_type VALUES (133, 'layouts', 'layout');
INSERT INTO public.django_content_type VALUES (134, 'layouts', 'layoutsite');
INSERT INTO public.django_content_type VALUES (135, 'layouts', 'layoutpoint');
INSERT INTO public.django_content_type VALUES (136, 'layouts', 'staffingneed');
INSERT INTO public.django_content_type VALUES (137, 'layouts', 'layoutorder');
INSERT INTO public.django_content_type VALUES (138, 'forecasts', 'calibration');
INSERT INTO public.django_content_type VALUES (139, 'forecasts', 'calibratedfigure');
INSERT INTO public.django_content_type VALUES (140, 'forecasts', 'forecast');
INSERT INTO public.django_content_type VALUES (141, 'forecasts', 'forecastseries');
INSERT INTO public.django_content_type VALUES (142, 'scenarios', 'scenario');
INSERT INTO public.django_content_type VALUES (143, 'scenarios', 'simulationrun');
INSERT INTO public.django_content_type VALUES (144, 'scenarios', 'replication');
INSERT INTO public.django_content_type VALUES (145, 'scenarios', 'comparison');
INSERT INTO public.django_content_type VALUES (146, 'scenarios', 'verdict');
INSERT INTO public.django_content_type VALUES (147, 'vigilance', 'pledge');
INSERT INTO public.django_content_type VALUES (148, 'vigilance', 'response');
INSERT INTO public.django_content_type VALUES (149, 'vigilance', 'pooledstaff');
INSERT INTO public.django_content_type VALUES (150, 'vigilance', 'pooledbed');
INSERT INTO public.django_content_type VALUES (151, 'vigilance', 'casualty');
INSERT INTO public.django_content_type VALUES (152, 'vigilance', 'alarm');
INSERT INTO public.django_content_type VALUES (153, 'vigilance', 'counting');
INSERT INTO public.django_content_type VALUES (154, 'vigilance', 'daycount');
INSERT INTO public.django_content_type VALUES (155, 'fees', 'subject');
INSERT INTO public.django_content_type VALUES (156, 'fees', 'term');
INSERT INTO public.django_content_type VALUES (157, 'fees', 'unit');
INSERT INTO public.django_content_type VALUES (158, 'fees', 'work');
INSERT INTO public.django_content_type VALUES (159, 'fees', 'bill');
INSERT INTO public.django_content_type VALUES (160, 'fees', 'billline');
INSERT INTO public.django_content_type VALUES (161, 'claims', 'claim');
INSERT INTO public.django_content_type VALUES (162, 'claims', 'claimline');
INSERT INTO public.django_content_type VALUES (163, 'claims', 'counter');
INSERT INTO public.django_content_type VALUES (164, 'claims', 'cover');
INSERT INTO public.django_content_type VALUES (165, 'claims', 'settlement');
INSERT INTO public.django_content_type VALUES (166, 'claims', 'bearing');
INSERT INTO public.django_content_type VALUES (167, 'claims', 'listedcode');
INSERT INTO public.django_content_type VALUES (168, 'claims', 'settlementlist');
INSERT INTO public.django_content_type VALUES (169, 'claims', 'caremonth');
INSERT INTO public.django_content_type VALUES (170, 'claims', 'claimedact');
INSERT INTO public.django_content_type VALUES (171, 'budgets', 'settlementrun');
INSERT INTO public.django_content_type VALUES (172, 'budgets', 'package');
INSERT INTO public.django_content_type VALUES (173, 'budgets', 'leftout');
INSERT INTO public.django_content_type VALUES (174, 'budgets', 'consortiumbalance');
INSERT INTO public.django_content_type VALUES (175, 'budgets', 'capitation');
INSERT INTO public.django_content_type VALUES (176, 'budgets', 'statement');
INSERT INTO public.django_content_type VALUES (177, 'budgets', 'groupsum');
INSERT INTO public.django_content_type VALUES (178, 'budgets', 'packageshare');
INSERT INTO public.django_content_type VALUES (179, 'budgets', 'capitationwithdrawal');
INSERT INTO public.django_content_type VALUES (180, 'oversight', 'rulelists');
INSERT INTO public.django_content_type VALUES (181, 'oversight', 'screening');
INSERT INTO public.django_content_type VALUES (182, 'oversight', 'matter');
INSERT INTO public.django_content_type VALUES (183, 'oversight', 'suspicion');
INSERT INTO public.django_content_type VALUES (184, 'oversight', 'evidence');
INSERT INTO public.django_content_type VALUES (185, 'oversight', 'recovery');
INSERT INTO public.django_content_type VALUES (186, 'risks', 'risk');
INSERT INTO public.django_content_type VALUES (187, 'identity', 'candidate');
INSERT INTO public.django_content_type VALUES (188, 'identity', 'merge');
INSERT INTO public.django_content_type VALUES (189, 'identity', 'movedrow');
INSERT INTO public.django_content_type VALUES (190, 'exchange', 'node');
INSERT INTO public.django_content_type VALUES (191, 'exchange', 'codemap');
INSERT INTO public.django_content_type VALUES (192, 'exchange', 'carriedconsent');
INSERT INTO public.django_content_type VALUES (193, 'exchange', 'partnerinstitution');
INSERT INTO public.django_content_type VALUES (194, 'exchange', 'sent');
INSERT INTO public.django_content_type VALUES (195, 'exchange', 'sharedreferral');
INSERT INTO public.django_content_type VALUES (196, 'exchange', 'taken');
INSERT INTO public.django_content_type VALUES (197, 'exchange', 'mappedcode');
INSERT INTO public.django_content_type VALUES (198, 'cross_region', 'insurancecode');
INSERT INTO public.django_content_type VALUES (199, 'cross_region', 'reconciliation');
INSERT INTO public.django_content_type VALUES (200, 'cross_region', 'difference');
INSERT INTO public.django_content_type VALUES (201, 'cross_region', 'awayfiling');
INSERT INTO public.django_content_type VALUES (202, 'cross_region', 'awaysettlement');
INSERT INTO public.django_content_type VALUES (203, 'cross_region', 'clearing');
INSERT INTO public.django_content_type VALUES (204, 'cross_region', 'eligibility');
INSERT INTO public.django_content_type VALUES (205, 'cross_region', 'prepayment');


--
-- Data for Name: django_migrations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.django_migrations VALUES (1, 'contenttypes', '0001_initial', '2026-11-24 09:54:57.926082+08');
INSERT INTO public.django_migrations VALUES (2, 'contenttypes', '0002_remove_content_type_name', '2026-11-24 09:54:57.936946+08');
INSERT INTO public.django_migrations VALUES (3, 'auth', '0001_initial', '2026-11-24 09:54:57.994268+08');
INSERT INTO public.django_migrations VALUES (4, 'auth', '0002_alter_permission_name_max_length', '2026-11-24 09:54:58.003532+08');
INSERT INTO public.django_migrations VALUES (5, 'auth', '0003_alter_user_email_max_length', '2026-11-24 09:54:58.013634+08');
INSERT INTO public.django_migrations VALUES (6, 'auth', '0004_alter_user_username_opts', '2026-11-24 09:54:58.024892+08');
INSERT INTO public.django_migrations VALUES (7, 'auth', '0005_alter_user_last_login_null', '2026-11-24 09:54:58.034959+08');
INSERT INTO public.django_migrations VALUES (8, 'auth', '0006_require_contenttypes_0002', '2026-11-24 09:54:58.043927+08');
INSERT INTO public.django_migrations VALUES (9, 'auth', '0007_alter_validators_add_error_messages', '2026-11-24 09:54:58.053338+08');
INSERT INTO public.django_migrations VALUES (10, 'auth', '0008_alter_user_username_max_length', '2026-11-24 09:54:58.062132+08');
INSERT INTO public.django_migrations VALUES (11, 'auth', '0009_alter_user_last_name_max_length', '2026-11-24 09:54:58.070425+08');
INSERT INTO public.django_migrations VALUES (12, 'auth', '0010_alter_group_name_max_length', '2026-11-24 09:54:58.081498+08');
INSERT INTO public.django_migrations VALUES (13, 'auth', '0011_update_proxy_permissions', '2026-11-24 09:54:58.096755+08');
INSERT INTO public.django_migrations VALUES (14, 'auth', '0012_alter_user_first_name_max_length', '2026-11-24 09:54:58.105813+08');
INSERT INTO public.django_migrations VALUES (15, 'access', '0001_initial', '2026-11-24 09:54:58.163885+08');
INSERT INTO public.django_migrations VALUES (16, 'network', '0001_initial', '2026-11-24 09:54:58.617111+08');
INSERT INTO public.django_migrations VALUES (17, 'people', '0001_initial', '2026-11-24 09:54:58.835679+08');
INSERT INTO public.django_migrations VALUES (18, 'network', '0002_registry_fields', '2026-11-24 09:54:58.856328+08');
INSERT INTO public.django_migrations VALUES (19, 'audit', '0001_extensions', '2026-11-24 09:54:58.916211+08');
INSERT INTO public.django_migrations VALUES (20, 'people', '0002_registry_fields', '2026-11-24 09:54:58.957846+08');
INSERT INTO public.django_migrations VALUES (21, 'network', '0003_teams_with_caseloads_and_turns', '2026-11-24 09:54:59.227675+08');
INSERT INTO public.django_migrations VALUES (22, 'network', '0004_employers', '2026-11-24 09:54:59.249386+08');
INSERT INTO public.django_migrations VALUES (23, 'access', '0002_initial', '2026-11-24 09:54:59.652641+08');
INSERT INTO public.django_migrations VALUES (24, 'access', '0003_invitations_and_officers_apart', '2026-11-24 09:54:59.778056+08');
INSERT INTO public.django_migrations VALUES (25, 'access', '0004_centre_and_organisation_desks', '2026-11-24 09:54:59.810751+08');
INSERT INTO public.django_migrations VALUES (26, 'access', '0005_connected_systems', '2026-11-24 09:54:59.843721+08');
INSERT INTO public.django_migrations VALUES (27, 'access', '0006_denials', '2026-11-24 09:54:59.897776+08');
INSERT INTO public.django_migrations VALUES (28, 'access', '0007_denials_of_categories', '2026-11-24 09:54:59.967627+08');
INSERT INTO public.django_migrations VALUES (29, 'account', '0001_initial', '2026-11-24 09:55:00.055129+08');
INSERT INTO public.django_migrations VALUES (30, 'account', '0002_email_max_length', '2026-11-24 09:55:00.083932+08');
INSERT INTO public.django_migrations VALUES (31, 'account', '0003_alter_emailaddress_create_unique_verified_email', '2026-11-24 09:55:00.14092+08');
INSERT INTO public.django_migrations VALUES (32, 'account', '0004_alter_emailaddress_drop_unique_email', '2026-11-24 09:55:00.187582+08');
INSERT INTO public.django_migrations VALUES (33, 'account', '0005_emailaddress_idx_upper_email', '2026-11-24 09:55:00.231332+08');
INSERT INTO public.django_migrations VALUES (34, 'account', '0006_emailaddress_lower', '2026-11-24 09:55:00.289417+08');
INSERT INTO public.django_migrations VALUES (35, 'account', '0007_emailaddress_idx_email', '2026-11-24 09:55:00.345786+08');
INSERT INTO public.django_migrations VALUES (36, 'account', '0008_emailaddress_unique_primary_email_fixup', '2026-11-24 09:55:00.397102+08');
INSERT INTO public.django_migrations VALUES (37, 'account', '0009_emailaddress_unique_primary_email', '2026-11-24 09:55:00.421154+08');
INSERT INTO public.django_migrations VALUES (38, 'audit', '0002_initial', '2026-11-24 09:55:00.483391+08');
INSERT INTO public.django_migrations VALUES (39, 'audit', '0003_append_only', '2026-11-24 09:55:00.490127+08');
INSERT INTO public.django_migrations VALUES (40, 'decisions', '0001_initial', '2026-11-24 09:55:00.53478+08');
INSERT INTO public.django_migrations VALUES (41, 'decisions', '0002_append_only', '2026-11-24 09:55:00.540938+08');
INSERT INTO public.django_migrations VALUES (42, 'decisions', '0003_missing_value', '2026-11-24 09:55:00.564256+08');
INSERT INTO public.django_migrations VALUES (43, 'audit', '0004_sealing_numbers', '2026-11-24 09:55:00.580602+08');
INSERT INTO public.django_migrations VALUES (44, 'accounts', '0001_initial', '2026-11-24 09:55:01.142866+08');
INSERT INTO public.django_migrations VALUES (45, 'accounts', '0002_append_only', '2026-11-24 09:55:01.147331+08');
INSERT INTO public.django_migrations VALUES (46, 'accounts', '0003_savings', '2026-11-24 09:55:01.187555+08');
INSERT INTO public.django_migrations VALUES (47, 'accounts', '0004_advance', '2026-11-24 09:55:01.239983+08');
INSERT INTO public.django_migrations VALUES (48, 'accounts', '0005_nodes', '2026-11-24 09:55:01.276486+08');
INSERT INTO public.django_migrations VALUES (49, 'network', '0005_partner_institutions', '2026-11-24 09:55:01.303146+08');
INSERT INTO public.django_migrations VALUES (50, 'network', '0006_pooled_beds', '2026-11-24 09:55:01.327302+08');
INSERT INTO public.django_migrations VALUES (51, 'network', '0007_designations', '2026-11-24 09:55:01.392555+08');
INSERT INTO public.django_migrations VALUES (52, 'network', '0008_designations_of_today', '2026-11-24 09:55:01.397755+08');
INSERT INTO public.django_migrations VALUES (53, 'documents', '0001_initial', '2026-11-24 09:55:01.417387+08');
INSERT INTO public.django_migrations VALUES (54, 'documents', '0002_longer_media_type', '2026-11-24 09:55:01.425528+08');
INSERT INTO public.django_migrations VALUES (55, 'agreements', '0001_initial', '2026-11-24 09:55:01.651659+08');
INSERT INTO public.django_migrations VALUES (56, 'agreements', '0002_registry_fields', '2026-11-24 09:55:01.707235+08');
INSERT INTO public.django_migrations VALUES (57, 'agreements', '0003_signed_form_doctor_and_panel', '2026-11-24 09:55:02.334331+08');
INSERT INTO public.django_migrations VALUES (58, 'agreements', '0004_contracts_projects_caseloads', '2026-11-24 09:55:03.806188+08');
INSERT INTO public.django_migrations VALUES (59, 'agreements', '0005_places_on_panels', '2026-11-24 09:55:04.078619+08');
INSERT INTO public.django_migrations VALUES (60, 'agreements', '0006_caseload_of_whom', '2026-11-24 09:55:04.208852+08');
INSERT INTO public.django_migrations VALUES (61, 'agreements', '0007_statistics_of_spans', '2026-11-24 09:55:04.217809+08');
INSERT INTO public.django_migrations VALUES (62, 'agreements', '0008_declined_by_whom_and_why', '2026-11-24 09:55:04.413731+08');
INSERT INTO public.django_migrations VALUES (63, 'assessments', '0001_initial', '2026-11-24 09:55:04.506094+08');
INSERT INTO public.django_migrations VALUES (64, 'audit', '0005_alter_seal_stream', '2026-11-24 09:55:04.513281+08');
INSERT INTO public.django_migrations VALUES (65, 'cases', '0001_initial', '2026-11-24 09:55:05.338478+08');
INSERT INTO public.django_migrations VALUES (66, 'beds', '0001_initial', '2026-11-24 09:55:06.715145+08');
INSERT INTO public.django_migrations VALUES (67, 'beds', '0002_transfer_declared', '2026-11-24 09:55:06.787138+08');
INSERT INTO public.django_migrations VALUES (68, 'beds', '0003_runs_are_never_stale', '2026-11-24 09:55:06.846928+08');
INSERT INTO public.django_migrations VALUES (69, 'ledger', '0001_initial', '2026-11-24 09:55:06.998015+08');
INSERT INTO public.django_migrations VALUES (70, 'ledger', '0002_append_only', '2026-11-24 09:55:07.002246+08');
INSERT INTO public.django_migrations VALUES (71, 'ledger', '0003_sealing_numbers', '2026-11-24 09:55:07.071944+08');
INSERT INTO public.django_migrations VALUES (72, 'ledger', '0004_accepted_acts', '2026-11-24 09:55:07.617536+08');
INSERT INTO public.django_migrations VALUES (73, 'cases', '0002_append_only', '2026-11-24 09:55:07.627665+08');
INSERT INTO public.django_migrations VALUES (74, 'booking', '0001_initial', '2026-11-24 09:55:09.105945+08');
INSERT INTO public.django_migrations VALUES (75, 'booking', '0002_problem_of_a_visit', '2026-11-24 09:55:09.187292+08');
INSERT INTO public.django_migrations VALUES (76, 'booking', '0003_closed_sessions_free_their_time', '2026-11-24 09:55:09.281415+08');
INSERT INTO public.django_migrations VALUES (77, 'booking', '0004_left_before_being_seen', '2026-11-24 09:55:09.353347+08');
INSERT INTO public.django_migrations VALUES (78, 'budgets', '0001_initial', '2026-11-24 09:55:12.174855+08');
INSERT INTO public.django_migrations VALUES (79, 'budgets', '0002_append_only', '2026-11-24 09:55:12.181996+08');
INSERT INTO public.django_migrations VALUES (80, 'budgets', '0003_capitations_withdrawn', '2026-11-24 09:55:12.840834+08');
INSERT INTO public.django_migrations VALUES (81, 'budgets', '0004_capitations_without_run', '2026-11-24 09:55:12.991845+08');
INSERT INTO public.django_migrations VALUES (82, 'care', '0001_initial', '2026-11-24 09:55:15.205189+08');
INSERT INTO public.django_migrations VALUES (83, 'care', '0002_append_only', '2026-11-24 09:55:15.210251+08');
INSERT INTO public.django_migrations VALUES (84, 'people', '0003_person_merged_into', '2026-11-24 09:55:15.35136+08');
INSERT INTO public.django_migrations VALUES (85, 'people', '0004_statistics_of_deaths', '2026-11-24 09:55:15.354782+08');
INSERT INTO public.django_migrations VALUES (86, 'fees', '0001_initial', '2026-11-24 09:55:15.991828+08');
INSERT INTO public.django_migrations VALUES (87, 'fees', '0002_append_only', '2026-11-24 09:55:15.996421+08');
INSERT INTO public.django_migrations VALUES (88, 'fees', '0003_bills', '2026-11-24 09:55:16.809694+08');
INSERT INTO public.django_migrations VALUES (89, 'claims', '0001_initial', '2026-11-24 09:55:19.357301+08');
INSERT INTO public.django_migrations VALUES (90, 'claims', '0002_append_only', '2026-11-24 09:55:19.362678+08');
INSERT INTO public.django_migrations VALUES (91, 'claims', '0003_settlement_lists', '2026-11-24 09:55:19.535569+08');
INSERT INTO public.django_migrations VALUES (92, 'claims', '0004_doctor_and_minutes', '2026-11-24 09:55:19.592054+08');
INSERT INTO public.django_migrations VALUES (93, 'claims', '0005_through_a_node', '2026-11-24 09:55:19.704937+08');
INSERT INTO public.django_migrations VALUES (94, 'claims', '0006_care_from_acts', '2026-11-24 09:55:20.37898+08');
INSERT INTO public.django_migrations VALUES (95, 'clients', '0001_initial', '2026-11-24 09:55:22.081347+08');
INSERT INTO public.django_migrations VALUES (96, 'consents', '0001_initial', '2026-11-24 09:55:23.230266+08');
INSERT INTO public.django_migrations VALUES (97, 'consents', '0002_emergencies_questions_exports', '2026-11-24 09:55:24.12023+08');
INSERT INTO public.django_migrations VALUES (98, 'consents', '0003_carried_by_a_node', '2026-11-24 09:55:24.290056+08');
INSERT INTO public.django_migrations VALUES (99, 'consents', '0004_way_by_an_app', '2026-11-24 09:55:24.442788+08');
INSERT INTO public.django_migrations VALUES (100, 'referrals', '0001_initial', '2026-11-24 09:55:24.728511+08');
INSERT INTO public.django_migrations VALUES (101, 'postbox', '0001_initial', '2026-11-24 09:55:24.780746+08');
INSERT INTO public.django_migrations VALUES (102, 'exchange', '0001_initial', '2026-11-24 09:55:28.10583+08');
INSERT INTO public.django_migrations VALUES (103, 'exchange', '0002_settlements', '2026-11-24 09:55:29.26497+08');
INSERT INTO public.django_migrations VALUES (104, 'cross_region', '0001_initial', '2026-11-24 09:55:31.462971+08');
INSERT INTO public.django_migrations VALUES (105, 'exchange', '0003_parked_answers', '2026-11-24 09:55:31.712962+08');
INSERT INTO public.django_migrations VALUES (106, 'forecasts', '0001_initial', '2026-11-24 09:55:32.335248+08');
INSERT INTO public.django_migrations VALUES (107, 'forecasts', '0002_forecasts', '2026-11-24 09:55:32.890833+08');
INSERT INTO public.django_migrations VALUES (108, 'identity', '0001_initial', '2026-11-24 09:55:34.663987+08');
INSERT INTO public.django_migrations VALUES (109, 'identity', '0002_moved_kinds', '2026-11-24 09:55:34.681914+08');
INSERT INTO public.django_migrations VALUES (110, 'key_groups', '0001_initial', '2026-11-24 09:55:35.644764+08');
INSERT INTO public.django_migrations VALUES (111, 'key_groups', '0002_statistics_of_spans', '2026-11-24 09:55:35.655229+08');
INSERT INTO public.django_migrations VALUES (112, 'layouts', '0001_initial', '2026-11-24 09:55:38.160351+08');
INSERT INTO public.django_migrations VALUES (113, 'layouts', '0002_orders', '2026-11-24 09:55:38.388482+08');
INSERT INTO public.django_migrations VALUES (114, 'measures', '0001_initial', '2026-11-24 09:55:38.630567+08');
INSERT INTO public.django_migrations VALUES (115, 'mfa', '0001_initial', '2026-11-24 09:55:39.005133+08');
INSERT INTO public.django_migrations VALUES (116, 'mfa', '0002_authenticator_timestamps', '2026-11-24 09:55:39.11704+08');
INSERT INTO public.django_migrations VALUES (117, 'mfa', '0003_authenticator_type_uniq', '2026-11-24 09:55:39.237066+08');
INSERT INTO public.django_migrations VALUES (118, 'notices', '0001_initial', '2026-11-24 09:55:40.111168+08');
INSERT INTO public.django_migrations VALUES (119, 'notices', '0002_rounds_and_roles', '2026-11-24 09:55:40.47879+08');
INSERT INTO public.django_migrations VALUES (120, 'notices', '0003_index_what_waits', '2026-11-24 09:55:40.833427+08');
INSERT INTO public.django_migrations VALUES (121, 'oversight', '0001_initial', '2026-11-24 09:55:42.913486+08');
INSERT INTO public.django_migrations VALUES (122, 'oversight', '0002_append_only', '2026-11-24 09:55:42.920105+08');
INSERT INTO public.django_migrations VALUES (123, 'people', '0005_living_not_known', '2026-11-24 09:55:43.200184+08');
INSERT INTO public.django_migrations VALUES (124, 'performance', '0001_initial', '2026-11-24 09:55:43.606902+08');
INSERT INTO public.django_migrations VALUES (125, 'performance', '0002_rewards_and_vetoes', '2026-11-24 09:55:44.409241+08');
INSERT INTO public.django_migrations VALUES (126, 'procrastinate', '0001_initial', '2026-11-24 09:55:44.442666+08');
INSERT INTO public.django_migrations VALUES (127, 'procrastinate', '0002_drop_started_at_column', '2026-11-24 09:55:44.451096+08');
INSERT INTO public.django_migrations VALUES (128, 'procrastinate', '0003_drop_started_at_column', '2026-11-24 09:55:44.457585+08');
INSERT INTO public.django_migrations VALUES (129, 'procrastinate', '0004_drop_procrastinate_version_table', '2026-11-24 09:55:44.465744+08');
INSERT INTO public.django_migrations VALUES (130, 'procrastinate', '0005_fix_procrastinate_fetch_job', '2026-11-24 09:55:44.472338+08');
INSERT INTO public.django_migrations VALUES (131, 'procrastinate', '0006_fix_trigger_status_events_insert', '2026-11-24 09:55:44.477476+08');
INSERT INTO public.django_migrations VALUES (132, 'procrastinate', '0007_add_queueing_lock_column', '2026-11-24 09:55:44.483358+08');
INSERT INTO public.django_migrations VALUES (133, 'procrastinate', '0008_close_fetch_job_race_condition', '2026-11-24 09:55:44.490171+08');
INSERT INTO public.django_migrations VALUES (134, 'procrastinate', '0009_add_defer_job_function', '2026-11-24 09:55:44.495926+08');
INSERT INTO public.django_migrations VALUES (135, 'procrastinate', '0010_add_procrastinate_periodic_defers', '2026-11-24 09:55:44.509184+08');
INSERT INTO public.django_migrations VALUES (136, 'procrastinate', '0011_add_foreign_key_index', '2026-11-24 09:55:44.51866+08');
INSERT INTO public.django_migrations VALUES (137, 'procrastinate', '0012_add_locks_to_periodic_defer', '2026-11-24 09:55:44.526663+08');
INSERT INTO public.django_migrations VALUES (138, 'procrastinate', '0013_fix_procrastinate_defer_periodic_job', '2026-11-24 09:55:44.532458+08');
INSERT INTO public.django_migrations VALUES (139, 'procrastinate', '0014_add_finish_job_and_retry_job_functions', '2026-11-24 09:55:44.538015+08');
INSERT INTO public.django_migrations VALUES (140, 'procrastinate', '0015_add_trigger_on_job_deletion', '2026-11-24 09:55:44.543111+08');
INSERT INTO public.django_migrations VALUES (141, 'procrastinate', '0016_delete_finished_jobs', '2026-11-24 09:55:44.548268+08');
INSERT INTO public.django_migrations VALUES (142, 'procrastinate', '0017_add_checks_to_finish_job', '2026-11-24 09:55:44.553725+08');
INSERT INTO public.django_migrations VALUES (143, 'procrastinate', '0018_add_checks_to_retry_job', '2026-11-24 09:55:44.561494+08');
INSERT INTO public.django_migrations VALUES (144, 'procrastinate', '0019_fix_finish_job_compat_issue', '2026-11-24 09:55:44.568414+08');
INSERT INTO public.django_migrations VALUES (145, 'procrastinate', '0020_add_index_on_procrastinate_jobs', '2026-11-24 09:55:44.575648+08');
INSERT INTO public.django_migrations VALUES (146, 'procrastinate', '0021_add_kwargs_to_defer_periodic_job', '2026-11-24 09:55:44.583573+08');
INSERT INTO public.django_migrations VALUES (147, 'procrastinate', '0022_null_locks_excluded', '2026-11-24 09:55:44.589548+08');
INSERT INTO public.django_migrations VALUES (148, 'procrastinate', '0023_remove_old_finish_job_function', '2026-11-24 09:55:44.594979+08');
INSERT INTO public.django_migrations VALUES (149, 'procrastinate', '0024_job_id_bigint', '2026-11-24 09:55:44.610148+08');
INSERT INTO public.django_migrations VALUES (150, 'procrastinate', '0025_add_models', '2026-11-24 09:55:44.628912+08');
INSERT INTO public.django_migrations VALUES (151, 'procrastinate', '0026_add_job_priority', '2026-11-24 09:55:44.644602+08');
INSERT INTO public.django_migrations VALUES (152, 'procrastinate', '0027_add_periodic_job_priority', '2026-11-24 09:55:44.650462+08');
INSERT INTO public.django_migrations VALUES (153, 'procrastinate', '0028_add_cancel_states', '2026-11-24 09:55:44.683742+08');
INSERT INTO public.django_migrations VALUES (154, 'procrastinate', '0029_add_additional_params_to_retry_job', '2026-11-24 09:55:44.690722+08');
INSERT INTO public.django_migrations VALUES (155, 'procrastinate', '0030_alter_procrastinateevent_options', '2026-11-24 09:55:44.709975+08');
INSERT INTO public.django_migrations VALUES (156, 'procrastinate', '0031_add_indexes_for_fetch_job', '2026-11-24 09:55:44.721804+08');
INSERT INTO public.django_migrations VALUES (157, 'procrastinate', '0032_pre_cancel_notification', '2026-11-24 09:55:44.744739+08');
INSERT INTO public.django_migrations VALUES (158, 'procrastinate', '0033_post_cancel_notification', '2026-11-24 09:55:44.783668+08');
INSERT INTO public.django_migrations VALUES (159, 'procrastinate', '0034_pre_add_heartbeat', '2026-11-24 09:55:44.891259+08');
INSERT INTO public.django_migrations VALUES (160, 'procrastinate', '0035_post_add_heartbeat', '2026-11-24 09:55:44.901016+08');
INSERT INTO public.django_migrations VALUES (161, 'procrastinate', '0036_add_worker_model', '2026-11-24 09:55:44.919892+08');
INSERT INTO public.django_migrations VALUES (162, 'procrastinate', '0037_pre_batch_defer_jobs', '2026-11-24 09:55:44.928597+08');
INSERT INTO public.django_migrations VALUES (163, 'procrastinate', '0038_post_batch_defer_jobs', '2026-11-24 09:55:44.934043+08');
INSERT INTO public.django_migrations VALUES (164, 'procrastinate', '0039_pre_priority_lock_fetch_job', '2026-11-24 09:55:44.941639+08');
INSERT INTO public.django_migrations VALUES (165, 'procrastinate', '0040_pre_retry_failed_job', '2026-11-24 09:55:44.946931+08');
INSERT INTO public.django_migrations VALUES (166, 'procrastinate', '0041_post_retry_failed_job', '2026-11-24 09:55:44.957231+08');
INSERT INTO public.django_migrations VALUES (167, 'record', '0001_initial', '2026-11-24 09:55:47.736333+08');
INSERT INTO public.django_migrations VALUES (168, 'record', '0002_project', '2026-11-24 09:55:47.891252+08');
INSERT INTO public.django_migrations VALUES (169, 'record', '0003_pairs', '2026-11-24 09:55:48.148041+08');
INSERT INTO public.django_migrations VALUES (170, 'record', '0004_versions_also_about', '2026-11-24 09:55:48.181822+08');
INSERT INTO public.django_migrations VALUES (171, 'record', '0005_project_pairs', '2026-11-24 09:55:48.191135+08');
INSERT INTO public.django_migrations VALUES (172, 'record', '0006_exports', '2026-11-24 09:55:48.773332+08');
INSERT INTO public.django_migrations VALUES (173, 'recognition', '0001_initial', '2026-11-24 09:55:49.419133+08');
INSERT INTO public.django_migrations VALUES (174, 'record', '0007_exports_of_a_place', '2026-11-24 09:55:49.461277+08');
INSERT INTO public.django_migrations VALUES (175, 'record', '0008_filters_of_exports', '2026-11-24 09:55:49.494493+08');
INSERT INTO public.django_migrations VALUES (176, 'record', '0009_project_row_by_row', '2026-11-24 09:55:49.501937+08');
INSERT INTO public.django_migrations VALUES (177, 'risks', '0001_initial', '2026-11-24 09:55:49.777499+08');
INSERT INTO public.django_migrations VALUES (178, 'scenarios', '0001_initial', '2026-11-24 09:55:51.126302+08');
INSERT INTO public.django_migrations VALUES (179, 'sessions', '0001_initial', '2026-11-24 09:55:51.14367+08');
INSERT INTO public.django_migrations VALUES (180, 'signing', '0001_initial', '2026-11-24 09:55:53.504848+08');
INSERT INTO public.django_migrations VALUES (181, 'signing', '0002_filings', '2026-11-24 09:55:53.839635+08');
INSERT INTO public.django_migrations VALUES (182, 'socialaccount', '0001_initial', '2026-11-24 09:55:54.643947+08');
INSERT INTO public.django_migrations VALUES (183, 'socialaccount', '0002_token_max_lengths', '2026-11-24 09:55:54.756396+08');
INSERT INTO public.django_migrations VALUES (184, 'socialaccount', '0003_extra_data_default_dict', '2026-11-24 09:55:54.82035+08');
INSERT INTO public.django_migrations VALUES (185, 'socialaccount', '0004_app_provider_id_settings', '2026-11-24 09:55:54.931582+08');
INSERT INTO public.django_migrations VALUES (186, 'socialaccount', '0005_socialtoken_nullable_app', '2026-11-24 09:55:55.23483+08');
INSERT INTO public.django_migrations VALUES (187, 'socialaccount', '0006_alter_socialaccount_extra_data', '2026-11-24 09:55:55.388834+08');
INSERT INTO public.django_migrations VALUES (188, 'subscriptions', '0001_initial', '2026-11-24 09:55:56.222316+08');
INSERT INTO public.django_migrations VALUES (189, 'vigilance', '0001_initial', '2026-11-24 09:56:00.409834+08');
INSERT INTO public.django_migrations VALUES (190, 'vigilance', '0002_marked_and_released_once', '2026-11-24 09:56:00.418399+08');
INSERT INTO public.django_migrations VALUES (191, 'vigilance', '0003_casualty_of_one_response', '2026-11-24 09:56:00.911062+08');
INSERT INTO public.django_migrations VALUES (192, 'visits', '0001_visits', '2026-11-24 09:56:07.500612+08');


--
-- Data for Name: django_session; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: documents_document; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: exchange_carriedconsent; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: exchange_codemap; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: exchange_mappedcode; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: exchange_node; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: exchange_partnerinstitution; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: exchange_sent; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: exchange_sharedreferral; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: exchange_taken; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: fees_bill; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: fees_billline; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: fees_subject; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: fees_term; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: fees_unit; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: fees_work; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: forecasts_calibratedfigure; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: forecasts_calibration; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: forecasts_forecast; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: forecasts_forecastseries; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: identity_candidate; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: identity_merge; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: identity_movedrow; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: key_groups_look; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: key_groups_membership; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: key_groups_registerentry; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: layouts_grid; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: layouts_grid_teams; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: layouts_gridset; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: layouts_layout; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: layouts_layoutorder; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: layouts_layoutpoint; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: layouts_layoutsite; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: layouts_staffingneed; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: ledger_act; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: ledger_timetaken; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: measures_figure; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: mfa_authenticator; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: network_bed; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: network_capability; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: network_columnmapping; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: network_designation; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: network_duty; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: network_institution; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: network_institution_serves; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: network_place; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: network_post; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: network_practitioner; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: network_team; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: network_teammember; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: network_turn; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: network_ward; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: notices_delivery; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: notices_notice; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: oversight_evidence; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: oversight_matter; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: oversight_recovery; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: oversight_rulelists; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: oversight_screening; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: oversight_suspicion; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_identifier; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_person; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_preference; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: people_relative; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: performance_appraisal; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: performance_surveycall; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: performance_veto; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: postbox_incoming; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: postbox_outgoing; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_events; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_jobs; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_periodic_defers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_workers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: recognition_certificate; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: recognition_order; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: record_composite; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: record_date; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: record_export; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: record_exportfile; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: record_importedfile; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: record_quantity; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: record_reference; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: record_resource; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: record_resourceversion; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: record_string; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: record_token; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: record_uri; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: referrals_referral; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: risks_risk; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: scenarios_comparison; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: scenarios_replication; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: scenarios_scenario; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: scenarios_simulationrun; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: scenarios_verdict; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: signing_code; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: signing_draft; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: signing_draftmember; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: signing_employment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: signing_filing; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: socialaccount_socialaccount; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: socialaccount_socialapp; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: socialaccount_socialtoken; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: subscriptions_event; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: subscriptions_subscription; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: vigilance_alarm; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: vigilance_casualty; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: vigilance_counting; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: vigilance_daycount; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: vigilance_pledge; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: vigilance_pooledbed; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: vigilance_pooledstaff; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: vigilance_response; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: visits_attendance; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: visits_enrolment; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: visits_pointservice; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: visits_visit; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: visits_visitcheck; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: visits_visititem; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Name: access_account_groups_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.access_account_groups_id_seq', 1, false);


--
-- Name: access_account_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.access_account_id_seq', 1, false);


--
-- Name: access_account_user_permissions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.access_account_user_permissions_id_seq', 1, false);


--
-- Name: access_assignment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.access_assignment_id_seq', 1, false);


--
-- Name: access_denial_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.access_denial_id_seq', 1, false);


--
-- Name: access_grant_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.access_grant_id_seq', 1, false);


--
-- Name: access_invitation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.access_invitation_id_seq', 1, false);


--
-- Name: account_emailaddress_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);


--
-- Name: account_emailconfirmation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);


--
-- Name: accounts_account_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_account_id_seq', 1, false);


--
-- Name: accounts_chunk_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_chunk_id_seq', 1, false);


--
-- Name: accounts_entry_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_entry_id_seq', 1, false);


--
-- Name: accounts_posting_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_posting_id_seq', 1, false);


--
-- Name: accounts_run_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_run_id_seq', 1, false);


--
-- Name: agreements_agreement_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.agreements_agreement_id_seq', 1, false);


--
-- Name: agreements_caseloadentry_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.agreements_caseloadentry_id_seq', 1, false);


--
-- Name: agreements_item_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.agreements_item_id_seq', 1, false);


--
-- Name: agreements_member_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.agreements_member_id_seq', 1, false);


--
-- Name: agreements_panel_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.agreements_panel_id_seq', 1, false);


--
-- Name: agreements_party_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.agreements_party_id_seq', 1, false);


--
-- Name: agreements_project_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.agreements_project_id_seq', 1, false);


--
-- Name: agreements_signature_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.agreements_signature_id_seq', 1, false);


--
-- Name: agreements_version_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.agreements_version_id_seq', 1, false);


--
-- Name: assessments_assessment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.assessments_assessment_id_seq', 1, false);


--
-- Name: audit_entry_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_entry_id_seq', 1, false);


--
-- Name: audit_seal_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.audit_seal_id_seq', 1, false);


--
-- Name: auth_group_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);


--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);


--
-- Name: auth_permission_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_permission_id_seq', 820, true);


--
-- Name: beds_bedclaim_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.beds_bedclaim_id_seq', 1, false);


--
-- Name: beds_offer_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.beds_offer_id_seq', 1, false);


--
-- Name: beds_placement_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.beds_placement_id_seq', 1, false);


--
-- Name: beds_placementrun_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.beds_placementrun_id_seq', 1, false);


--
-- Name: beds_presence_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.beds_presence_id_seq', 1, false);


--
-- Name: beds_transfer_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.beds_transfer_id_seq', 1, false);


--
-- Name: booking_booking_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.booking_booking_id_seq', 1, false);


--
-- Name: booking_clinic_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.booking_clinic_id_seq', 1, false);


--
-- Name: booking_session_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.booking_session_id_seq', 1, false);


--
-- Name: booking_triage_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.booking_triage_id_seq', 1, false);


--
-- Name: budgets_capitation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.budgets_capitation_id_seq', 1, false);


--
-- Name: budgets_capitationwithdrawal_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.budgets_capitationwithdrawal_id_seq', 1, false);


--
-- Name: budgets_consortiumbalance_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.budgets_consortiumbalance_id_seq', 1, false);


--
-- Name: budgets_groupsum_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.budgets_groupsum_id_seq', 1, false);


--
-- Name: budgets_leftout_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.budgets_leftout_id_seq', 1, false);


--
-- Name: budgets_package_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.budgets_package_id_seq', 1, false);


--
-- Name: budgets_packageshare_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.budgets_packageshare_id_seq', 1, false);


--
-- Name: budgets_settlementrun_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.budgets_settlementrun_id_seq', 1, false);


--
-- Name: budgets_statement_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.budgets_statement_id_seq', 1, false);


--
-- Name: care_consultation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.care_consultation_id_seq', 1, false);


--
-- Name: care_duework_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.care_duework_id_seq', 1, false);


--
-- Name: care_followup_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.care_followup_id_seq', 1, false);


--
-- Name: care_plan_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.care_plan_id_seq', 1, false);


--
-- Name: care_planitem_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.care_planitem_id_seq', 1, false);


--
-- Name: cases_attachment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.cases_attachment_id_seq', 1, false);


--
-- Name: cases_case_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.cases_case_id_seq', 1, false);


--
-- Name: cases_event_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.cases_event_id_seq', 1, false);


--
-- Name: cases_task_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.cases_task_id_seq', 1, false);


--
-- Name: claims_bearing_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.claims_bearing_id_seq', 1, false);


--
-- Name: claims_caremonth_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.claims_caremonth_id_seq', 1, false);


--
-- Name: claims_claim_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.claims_claim_id_seq', 1, false);


--
-- Name: claims_claimedact_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.claims_claimedact_id_seq', 1, false);


--
-- Name: claims_claimline_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.claims_claimline_id_seq', 1, false);


--
-- Name: claims_counter_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.claims_counter_id_seq', 1, false);


--
-- Name: claims_cover_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.claims_cover_id_seq', 1, false);


--
-- Name: claims_listedcode_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.claims_listedcode_id_seq', 1, false);


--
-- Name: claims_settlement_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.claims_settlement_id_seq', 1, false);


--
-- Name: claims_settlementlist_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.claims_settlementlist_id_seq', 1, false);


--
-- Name: clients_assertion_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.clients_assertion_id_seq', 1, false);


--
-- Name: clients_authorisation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.clients_authorisation_id_seq', 1, false);


--
-- Name: clients_client_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.clients_client_id_seq', 1, false);


--
-- Name: clients_code_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.clients_code_id_seq', 1, false);


--
-- Name: clients_launch_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.clients_launch_id_seq', 1, false);


--
-- Name: clients_token_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.clients_token_id_seq', 1, false);


--
-- Name: consents_consent_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.consents_consent_id_seq', 1, false);


--
-- Name: consents_consentcode_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.consents_consentcode_id_seq', 1, false);


--
-- Name: consents_emergencyaccess_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.consents_emergencyaccess_id_seq', 1, false);


--
-- Name: consents_exportrequest_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.consents_exportrequest_id_seq', 1, false);


--
-- Name: consents_lookquestion_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.consents_lookquestion_id_seq', 1, false);


--
-- Name: cross_region_awayfiling_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.cross_region_awayfiling_id_seq', 1, false);


--
-- Name: cross_region_awaysettlement_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.cross_region_awaysettlement_id_seq', 1, false);


--
-- Name: cross_region_clearing_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.cross_region_clearing_id_seq', 1, false);


--
-- Name: cross_region_difference_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.cross_region_difference_id_seq', 1, false);


--
-- Name: cross_region_eligibility_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.cross_region_eligibility_id_seq', 1, false);


--
-- Name: cross_region_insurancecode_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.cross_region_insurancecode_id_seq', 1, false);


--
-- Name: cross_region_prepayment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.cross_region_prepayment_id_seq', 1, false);


--
-- Name: cross_region_reconciliation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.cross_region_reconciliation_id_seq', 1, false);


--
-- Name: decisions_adoption_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.decisions_adoption_id_seq', 1, false);


--
-- Name: decisions_booksnapshot_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.decisions_booksnapshot_id_seq', 1, false);


--
-- Name: decisions_decision_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.decisions_decision_id_seq', 1, false);


--
-- Name: decisions_missingvalue_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.decisions_missingvalue_id_seq', 1, false);


--
-- Name: django_content_type_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_content_type_id_seq', 205, true);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_migrations_id_seq', 192, true);


--
-- Name: documents_document_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.documents_document_id_seq', 1, false);


--
-- Name: exchange_carriedconsent_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.exchange_carriedconsent_id_seq', 1, false);


--
-- Name: exchange_codemap_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.exchange_codemap_id_seq', 1, false);


--
-- Name: exchange_mappedcode_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.exchange_mappedcode_id_seq', 1, false);


--
-- Name: exchange_node_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.exchange_node_id_seq', 1, false);


--
-- Name: exchange_partnerinstitution_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.exchange_partnerinstitution_id_seq', 1, false);


--
-- Name: exchange_sent_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.exchange_sent_id_seq', 1, false);


--
-- Name: exchange_sharedreferral_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.exchange_sharedreferral_id_seq', 1, false);


--
-- Name: exchange_taken_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.exchange_taken_id_seq', 1, false);


--
-- Name: fees_bill_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.fees_bill_id_seq', 1, false);


--
-- Name: fees_billline_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.fees_billline_id_seq', 1, false);


--
-- Name: fees_subject_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.fees_subject_id_seq', 1, false);


--
-- Name: fees_term_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.fees_term_id_seq', 1, false);


--
-- Name: fees_unit_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.fees_unit_id_seq', 1, false);


--
-- Name: fees_work_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.fees_work_id_seq', 1, false);


--
-- Name: forecasts_calibratedfigure_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.forecasts_calibratedfigure_id_seq', 1, false);


--
-- Name: forecasts_calibration_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.forecasts_calibration_id_seq', 1, false);


--
-- Name: forecasts_forecast_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.forecasts_forecast_id_seq', 1, false);


--
-- Name: forecasts_forecastseries_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.forecasts_forecastseries_id_seq', 1, false);


--
-- Name: identity_candidate_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.identity_candidate_id_seq', 1, false);


--
-- Name: identity_merge_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.identity_merge_id_seq', 1, false);


--
-- Name: identity_movedrow_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.identity_movedrow_id_seq', 1, false);


--
-- Name: key_groups_membership_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.key_groups_membership_id_seq', 1, false);


--
-- Name: key_groups_registerentry_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.key_groups_registerentry_id_seq', 1, false);


--
-- Name: layouts_grid_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.layouts_grid_id_seq', 1, false);


--
-- Name: layouts_grid_teams_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.layouts_grid_teams_id_seq', 1, false);


--
-- Name: layouts_gridset_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.layouts_gridset_id_seq', 1, false);


--
-- Name: layouts_layout_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.layouts_layout_id_seq', 1, false);


--
-- Name: layouts_layoutorder_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.layouts_layoutorder_id_seq', 1, false);


--
-- Name: layouts_layoutpoint_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.layouts_layoutpoint_id_seq', 1, false);


--
-- Name: layouts_layoutsite_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.layouts_layoutsite_id_seq', 1, false);


--
-- Name: layouts_staffingneed_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.layouts_staffingneed_id_seq', 1, false);


--
-- Name: ledger_act_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.ledger_act_id_seq', 1, false);


--
-- Name: measures_figure_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.measures_figure_id_seq', 1, false);


--
-- Name: mfa_authenticator_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);


--
-- Name: network_bed_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.network_bed_id_seq', 1, false);


--
-- Name: network_capability_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.network_capability_id_seq', 1, false);


--
-- Name: network_columnmapping_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.network_columnmapping_id_seq', 1, false);


--
-- Name: network_designation_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.network_designation_id_seq', 1, false);


--
-- Name: network_duty_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.network_duty_id_seq', 1, false);


--
-- Name: network_institution_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.network_institution_id_seq', 1, false);


--
-- Name: network_institution_serves_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.network_institution_serves_id_seq', 1, false);


--
-- Name: network_place_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.network_place_id_seq', 1, false);


--
-- Name: network_post_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.network_post_id_seq', 1, false);


--
-- Name: network_practitioner_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.network_practitioner_id_seq', 1, false);


--
-- Name: network_team_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.network_team_id_seq', 1, false);


--
-- Name: network_teammember_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.network_teammember_id_seq', 1, false);


--
-- Name: network_turn_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.network_turn_id_seq', 1, false);


--
-- Name: network_ward_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.network_ward_id_seq', 1, false);


--
-- Name: notices_delivery_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.notices_delivery_id_seq', 1, false);


--
-- Name: notices_notice_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.notices_notice_id_seq', 1, false);


--
-- Name: oversight_evidence_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.oversight_evidence_id_seq', 1, false);


--
-- Name: oversight_matter_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.oversight_matter_id_seq', 1, false);


--
-- Name: oversight_recovery_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.oversight_recovery_id_seq', 1, false);


--
-- Name: oversight_rulelists_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.oversight_rulelists_id_seq', 1, false);


--
-- Name: oversight_screening_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.oversight_screening_id_seq', 1, false);


--
-- Name: oversight_suspicion_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.oversight_suspicion_id_seq', 1, false);


--
-- Name: people_identifier_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.people_identifier_id_seq', 1, false);


--
-- Name: people_person_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.people_person_id_seq', 1, false);


--
-- Name: people_preference_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.people_preference_id_seq', 1, false);


--
-- Name: people_relative_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.people_relative_id_seq', 1, false);


--
-- Name: performance_appraisal_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.performance_appraisal_id_seq', 1, false);


--
-- Name: performance_surveycall_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.performance_surveycall_id_seq', 1, false);


--
-- Name: performance_veto_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.performance_veto_id_seq', 1, false);


--
-- Name: postbox_incoming_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.postbox_incoming_id_seq', 1, false);


--
-- Name: postbox_outgoing_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.postbox_outgoing_id_seq', 1, false);


--
-- Name: procrastinate_events_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 1, false);


--
-- Name: procrastinate_jobs_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 1, false);


--
-- Name: procrastinate_periodic_defers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);


--
-- Name: procrastinate_workers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);


--
-- Name: recognition_certificate_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.recognition_certificate_id_seq', 1, false);


--
-- Name: recognition_order_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.recognition_order_id_seq', 1, false);


--
-- Name: record_change; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.record_change', 1, false);


--
-- Name: record_export_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.record_export_id_seq', 1, false);


--
-- Name: record_exportfile_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.record_exportfile_id_seq', 1, false);


--
-- Name: record_resource_key_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.record_resource_key_seq', 1, false);


--
-- Name: record_resourceversion_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.record_resourceversion_id_seq', 1, false);


--
-- Name: referrals_referral_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.referrals_referral_id_seq', 1, false);


--
-- Name: risks_risk_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.risks_risk_id_seq', 1, false);


--
-- Name: scenarios_comparison_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.scenarios_comparison_id_seq', 1, false);


--
-- Name: scenarios_replication_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.scenarios_replication_id_seq', 1, false);


--
-- Name: scenarios_scenario_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.scenarios_scenario_id_seq', 1, false);


--
-- Name: scenarios_simulationrun_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.scenarios_simulationrun_id_seq', 1, false);


--
-- Name: scenarios_verdict_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.scenarios_verdict_id_seq', 1, false);


--
-- Name: signing_code_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.signing_code_id_seq', 1, false);


--
-- Name: signing_draft_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.signing_draft_id_seq', 1, false);


--
-- Name: signing_draftmember_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.signing_draftmember_id_seq', 1, false);


--
-- Name: signing_employment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.signing_employment_id_seq', 1, false);


--
-- Name: signing_filing_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.signing_filing_id_seq', 1, false);


--
-- Name: socialaccount_socialaccount_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.socialaccount_socialaccount_id_seq', 1, false);


--
-- Name: socialaccount_socialapp_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.socialaccount_socialapp_id_seq', 1, false);


--
-- Name: socialaccount_socialtoken_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.socialaccount_socialtoken_id_seq', 1, false);


--
-- Name: subscriptions_event_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.subscriptions_event_id_seq', 1, false);


--
-- Name: subscriptions_subscription_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.subscriptions_subscription_id_seq', 1, false);


--
-- Name: vigilance_alarm_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.vigilance_alarm_id_seq', 1, false);


--
-- Name: vigilance_casualty_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.vigilance_casualty_id_seq', 1, false);


--
-- Name: vigilance_counting_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.vigilance_counting_id_seq', 1, false);


--
-- Name: vigilance_daycount_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.vigilance_daycount_id_seq', 1, false);


--
-- Name: vigilance_pledge_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.vigilance_pledge_id_seq', 1, false);


--
-- Name: vigilance_pooledbed_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.vigilance_pooledbed_id_seq', 1, false);


--
-- Name: vigilance_pooledstaff_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.vigilance_pooledstaff_id_seq', 1, false);


--
-- Name: vigilance_response_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.vigilance_response_id_seq', 1, false);


--
-- Name: visits_attendance_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.visits_attendance_id_seq', 1, false);


--
-- Name: visits_enrolment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.visits_enrolment_id_seq', 1, false);


--
-- Name: visits_pointservice_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.visits_pointservice_id_seq', 1, false);


--
-- Name: visits_visit_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.visits_visit_id_seq', 1, false);


--
-- Name: visits_visitcheck_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.visits_visitcheck_id_seq', 1, false);


--
-- Name: visits_visititem_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.visits_visititem_id_seq', 1, false);


--
-- Name: access_account_groups access_account_groups_account_id_group_id_06a0c260_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_account_groups
    ADD CONSTRAINT access_account_groups_account_id_group_id_06a0c260_uniq UNIQUE (account_id, group_id);


--
-- Name: access_account_groups access_account_groups_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_account_groups
    ADD CONSTRAINT access_account_groups_pkey PRIMARY KEY (id);


--
-- Name: access_account access_account_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_account
    ADD CONSTRAINT access_account_pkey PRIMARY KEY (id);


--
-- Name: access_account_user_permissions access_account_user_perm_account_id_permission_id_d1f3de01_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_account_user_permissions
    ADD CONSTRAINT access_account_user_perm_account_id_permission_id_d1f3de01_uniq UNIQUE (account_id, permission_id);


--
-- Name: access_account_user_permissions access_account_user_permissions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_account_user_permissions
    ADD CONSTRAINT access_account_user_permissions_pkey PRIMARY KEY (id);


--
-- Name: access_account access_account_username_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_account
    ADD CONSTRAINT access_account_username_key UNIQUE (username);


--
-- Name: access_assignment access_assignment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_assignment
    ADD CONSTRAINT access_assignment_pkey PRIMARY KEY (id);


--
-- Name: access_denial access_denial_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_denial
    ADD CONSTRAINT access_denial_pkey PRIMARY KEY (id);


--
-- Name: access_grant access_grant_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_pkey PRIMARY KEY (id);


--
-- Name: access_invitation access_invitation_account_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_invitation
    ADD CONSTRAINT access_invitation_account_id_key UNIQUE (account_id);


--
-- Name: access_invitation access_invitation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_invitation
    ADD CONSTRAINT access_invitation_pkey PRIMARY KEY (id);


--
-- Name: access_invitation access_invitation_token_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_invitation
    ADD CONSTRAINT access_invitation_token_digest_key UNIQUE (token_digest);


--
-- Name: account_emailaddress account_emailaddress_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);


--
-- Name: account_emailaddress account_emailaddress_user_id_email_987c8728_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);


--
-- Name: account_emailconfirmation account_emailconfirmation_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);


--
-- Name: account_emailconfirmation account_emailconfirmation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);


--
-- Name: accounts_account accounts_account_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_code_key UNIQUE (code);


--
-- Name: accounts_account accounts_account_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_pkey PRIMARY KEY (id);


--
-- Name: accounts_chunk accounts_chunk_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_chunk
    ADD CONSTRAINT accounts_chunk_pkey PRIMARY KEY (id);


--
-- Name: accounts_entry accounts_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_entry
    ADD CONSTRAINT accounts_entry_pkey PRIMARY KEY (id);


--
-- Name: accounts_posting accounts_posting_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_posting
    ADD CONSTRAINT accounts_posting_pkey PRIMARY KEY (id);


--
-- Name: accounts_posting accounts_posting_reverses_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_posting
    ADD CONSTRAINT accounts_posting_reverses_id_key UNIQUE (reverses_id);


--
-- Name: accounts_run accounts_run_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_run
    ADD CONSTRAINT accounts_run_pkey PRIMARY KEY (id);


--
-- Name: ledger_act act_source_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_act
    ADD CONSTRAINT act_source_once UNIQUE (source_kind, source_id);


--
-- Name: decisions_adoption adoption_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decisions_adoption
    ADD CONSTRAINT adoption_once UNIQUE (key, place, starts_on);


--
-- Name: agreements_agreement agreements_agreement_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_number_key UNIQUE (number);


--
-- Name: agreements_agreement agreements_agreement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_pkey PRIMARY KEY (id);


--
-- Name: agreements_agreement agreements_agreement_renews_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_renews_id_key UNIQUE (renews_id);


--
-- Name: agreements_caseloadentry agreements_caseloadentry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_caseloadentry
    ADD CONSTRAINT agreements_caseloadentry_pkey PRIMARY KEY (id);


--
-- Name: agreements_item agreements_item_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_item
    ADD CONSTRAINT agreements_item_pkey PRIMARY KEY (id);


--
-- Name: agreements_member agreements_member_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_member
    ADD CONSTRAINT agreements_member_pkey PRIMARY KEY (id);


--
-- Name: agreements_panel agreements_panel_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_panel
    ADD CONSTRAINT agreements_panel_pkey PRIMARY KEY (id);


--
-- Name: agreements_panel agreements_panel_practitioner_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_panel
    ADD CONSTRAINT agreements_panel_practitioner_id_key UNIQUE (practitioner_id);


--
-- Name: agreements_party agreements_party_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_party
    ADD CONSTRAINT agreements_party_pkey PRIMARY KEY (id);


--
-- Name: agreements_project agreements_project_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_project
    ADD CONSTRAINT agreements_project_pkey PRIMARY KEY (id);


--
-- Name: agreements_signature agreements_signature_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_signature
    ADD CONSTRAINT agreements_signature_pkey PRIMARY KEY (id);


--
-- Name: agreements_version agreements_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_version
    ADD CONSTRAINT agreements_version_pkey PRIMARY KEY (id);


--
-- Name: vigilance_alarm alarm_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_alarm
    ADD CONSTRAINT alarm_once UNIQUE NULLS NOT DISTINCT ("on", syndrome, place_id, institution_id, method);


--
-- Name: performance_appraisal appraisal_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.performance_appraisal
    ADD CONSTRAINT appraisal_once UNIQUE (period, subject_kind, subject_id);


--
-- Name: clients_assertion assertion_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_assertion
    ADD CONSTRAINT assertion_once UNIQUE (client_id, digest);


--
-- Name: assessments_assessment assessments_assessment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assessments_assessment
    ADD CONSTRAINT assessments_assessment_pkey PRIMARY KEY (id);


--
-- Name: access_assignment assignment_officers_apart; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_assignment
    ADD CONSTRAINT assignment_officers_apart EXCLUDE USING gist (account_id WITH =, (
CASE
    WHEN ((role)::text = ANY ((ARRAY['SYSTEM_OFFICER'::character varying, 'SECURITY_OFFICER'::character varying, 'AUDIT_OFFICER'::character varying])::text[])) THEN role
    ELSE 'OTHER'::character varying
END) WITH <>, span WITH &&);


--
-- Name: cases_attachment attachment_kind_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_attachment
    ADD CONSTRAINT attachment_kind_once UNIQUE (case_id, kind);


--
-- Name: visits_attendance attendance_once_a_day; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_attendance
    ADD CONSTRAINT attendance_once_a_day UNIQUE (enrolment_id, day);


--
-- Name: audit_entry audit_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id);


--
-- Name: audit_payload audit_payload_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_payload
    ADD CONSTRAINT audit_payload_pkey PRIMARY KEY (entry_id);


--
-- Name: audit_seal audit_seal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT audit_seal_pkey PRIMARY KEY (id);


--
-- Name: auth_group auth_group_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);


--
-- Name: auth_group_permissions auth_group_permissions_group_id_permission_id_0cd325b0_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);


--
-- Name: auth_group_permissions auth_group_permissions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);


--
-- Name: auth_group auth_group_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);


--
-- Name: auth_permission auth_permission_content_type_id_codename_01ab375a_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);


--
-- Name: auth_permission auth_permission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);


--
-- Name: cross_region_awayfiling away_filing_one_of_a_kind; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_awayfiling
    ADD CONSTRAINT away_filing_one_of_a_kind EXCLUDE USING gist (person_id WITH =, node_id WITH =, kind WITH =, span WITH &&) WHERE ((span IS NOT NULL));


--
-- Name: cross_region_awaysettlement away_settlement_number_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_awaysettlement
    ADD CONSTRAINT away_settlement_number_once UNIQUE (node_id, role, number);


--
-- Name: claims_bearing bearing_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_bearing
    ADD CONSTRAINT bearing_once UNIQUE (settlement_id, place);


--
-- Name: beds_bedclaim bed_claim_no_overlap; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_bedclaim
    ADD CONSTRAINT bed_claim_no_overlap EXCLUDE USING gist (bed_id WITH =, span WITH &&);


--
-- Name: beds_bedclaim beds_bedclaim_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_bedclaim
    ADD CONSTRAINT beds_bedclaim_pkey PRIMARY KEY (id);


--
-- Name: beds_offer beds_offer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_offer
    ADD CONSTRAINT beds_offer_pkey PRIMARY KEY (id);


--
-- Name: beds_placement beds_placement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_placement
    ADD CONSTRAINT beds_placement_pkey PRIMARY KEY (id);


--
-- Name: beds_placementrun beds_placementrun_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_placementrun
    ADD CONSTRAINT beds_placementrun_pkey PRIMARY KEY (id);


--
-- Name: beds_presence beds_presence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_presence
    ADD CONSTRAINT beds_presence_pkey PRIMARY KEY (id);


--
-- Name: beds_transfer beds_transfer_case_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_transfer
    ADD CONSTRAINT beds_transfer_case_id_key UNIQUE (case_id);


--
-- Name: beds_transfer beds_transfer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_transfer
    ADD CONSTRAINT beds_transfer_pkey PRIMARY KEY (id);


--
-- Name: booking_booking booking_booking_act_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_booking
    ADD CONSTRAINT booking_booking_act_id_key UNIQUE (act_id);


--
-- Name: booking_booking booking_booking_case_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_booking
    ADD CONSTRAINT booking_booking_case_id_key UNIQUE (case_id);


--
-- Name: booking_booking booking_booking_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_booking
    ADD CONSTRAINT booking_booking_pkey PRIMARY KEY (id);


--
-- Name: booking_clinic booking_clinic_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_clinic
    ADD CONSTRAINT booking_clinic_pkey PRIMARY KEY (id);


--
-- Name: booking_session booking_session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_session
    ADD CONSTRAINT booking_session_pkey PRIMARY KEY (id);


--
-- Name: booking_triage booking_triage_decision_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_triage
    ADD CONSTRAINT booking_triage_decision_id_key UNIQUE (decision_id);


--
-- Name: booking_triage booking_triage_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_triage
    ADD CONSTRAINT booking_triage_pkey PRIMARY KEY (id);


--
-- Name: budgets_capitation budgets_capitation_entry_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_capitation
    ADD CONSTRAINT budgets_capitation_entry_id_key UNIQUE (entry_id);


--
-- Name: budgets_capitation budgets_capitation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_capitation
    ADD CONSTRAINT budgets_capitation_pkey PRIMARY KEY (id);


--
-- Name: budgets_capitationwithdrawal budgets_capitationwithdrawal_capitation_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_capitationwithdrawal
    ADD CONSTRAINT budgets_capitationwithdrawal_capitation_id_key UNIQUE (capitation_id);


--
-- Name: budgets_capitationwithdrawal budgets_capitationwithdrawal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_capitationwithdrawal
    ADD CONSTRAINT budgets_capitationwithdrawal_pkey PRIMARY KEY (id);


--
-- Name: budgets_capitationwithdrawal budgets_capitationwithdrawal_reversal_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_capitationwithdrawal
    ADD CONSTRAINT budgets_capitationwithdrawal_reversal_id_key UNIQUE (reversal_id);


--
-- Name: budgets_consortiumbalance budgets_consortiumbalance_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_consortiumbalance
    ADD CONSTRAINT budgets_consortiumbalance_pkey PRIMARY KEY (id);


--
-- Name: budgets_groupsum budgets_groupsum_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_groupsum
    ADD CONSTRAINT budgets_groupsum_pkey PRIMARY KEY (id);


--
-- Name: budgets_leftout budgets_leftout_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_leftout
    ADD CONSTRAINT budgets_leftout_pkey PRIMARY KEY (id);


--
-- Name: budgets_package budgets_package_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_package
    ADD CONSTRAINT budgets_package_pkey PRIMARY KEY (id);


--
-- Name: budgets_packageshare budgets_packageshare_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_packageshare
    ADD CONSTRAINT budgets_packageshare_pkey PRIMARY KEY (id);


--
-- Name: budgets_settlementrun budgets_settlementrun_entry_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_settlementrun
    ADD CONSTRAINT budgets_settlementrun_entry_id_key UNIQUE (entry_id);


--
-- Name: budgets_settlementrun budgets_settlementrun_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_settlementrun
    ADD CONSTRAINT budgets_settlementrun_pkey PRIMARY KEY (id);


--
-- Name: budgets_statement budgets_statement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_statement
    ADD CONSTRAINT budgets_statement_pkey PRIMARY KEY (id);


--
-- Name: forecasts_calibratedfigure calibrated_figure_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.forecasts_calibratedfigure
    ADD CONSTRAINT calibrated_figure_once UNIQUE (calibration_id, what, of, part);


--
-- Name: identity_candidate candidate_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_candidate
    ADD CONSTRAINT candidate_once UNIQUE (first_id, second_id);


--
-- Name: network_capability capability_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_capability
    ADD CONSTRAINT capability_once UNIQUE (institution_id, code);


--
-- Name: budgets_capitation capitation_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_capitation
    ADD CONSTRAINT capitation_once UNIQUE (period, institution_id, fund, attempt);


--
-- Name: care_consultation care_consultation_act_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_consultation
    ADD CONSTRAINT care_consultation_act_id_key UNIQUE (act_id);


--
-- Name: care_consultation care_consultation_case_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_consultation
    ADD CONSTRAINT care_consultation_case_id_key UNIQUE (case_id);


--
-- Name: care_consultation care_consultation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_consultation
    ADD CONSTRAINT care_consultation_pkey PRIMARY KEY (id);


--
-- Name: care_duework care_duework_act_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_duework
    ADD CONSTRAINT care_duework_act_id_key UNIQUE (act_id);


--
-- Name: care_duework care_duework_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_duework
    ADD CONSTRAINT care_duework_pkey PRIMARY KEY (id);


--
-- Name: care_followup care_followup_act_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_followup
    ADD CONSTRAINT care_followup_act_id_key UNIQUE (act_id);


--
-- Name: care_followup care_followup_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_followup
    ADD CONSTRAINT care_followup_pkey PRIMARY KEY (id);


--
-- Name: claims_caremonth care_month_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_caremonth
    ADD CONSTRAINT care_month_once UNIQUE (person_id, first_on);


--
-- Name: care_plan care_plan_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_plan
    ADD CONSTRAINT care_plan_pkey PRIMARY KEY (id);


--
-- Name: care_planitem care_planitem_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_planitem
    ADD CONSTRAINT care_planitem_pkey PRIMARY KEY (id);


--
-- Name: exchange_carriedconsent carried_consent_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_carriedconsent
    ADD CONSTRAINT carried_consent_once UNIQUE (node_id, their_id);


--
-- Name: cases_attachment cases_attachment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_attachment
    ADD CONSTRAINT cases_attachment_pkey PRIMARY KEY (id);


--
-- Name: cases_case cases_case_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_pkey PRIMARY KEY (id);


--
-- Name: cases_event cases_event_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_event
    ADD CONSTRAINT cases_event_pkey PRIMARY KEY (id);


--
-- Name: cases_task cases_task_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_pkey PRIMARY KEY (id);


--
-- Name: vigilance_casualty casualty_number; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_casualty
    ADD CONSTRAINT casualty_number UNIQUE (response_id, number);


--
-- Name: recognition_certificate certificate_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recognition_certificate
    ADD CONSTRAINT certificate_once EXCLUDE USING gist (institution_id WITH =, kind WITH =, item WITH =, region WITH =, span WITH &&) WHERE ((institution_id IS NOT NULL));


--
-- Name: recognition_certificate certificate_outside_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recognition_certificate
    ADD CONSTRAINT certificate_outside_once EXCLUDE USING gist (credit_code WITH =, kind WITH =, item WITH =, region WITH =, span WITH &&) WHERE ((institution_id IS NULL));


--
-- Name: accounts_chunk chunk_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_chunk
    ADD CONSTRAINT chunk_once UNIQUE (run_id, number);


--
-- Name: claims_claimline claim_line_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_claimline
    ADD CONSTRAINT claim_line_once UNIQUE (claim_id, number);


--
-- Name: claims_claim claim_version_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_claim
    ADD CONSTRAINT claim_version_once UNIQUE (institution_id, source, version);


--
-- Name: claims_claimedact claimed_act_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_claimedact
    ADD CONSTRAINT claimed_act_once UNIQUE (line_id, act_id);


--
-- Name: claims_bearing claims_bearing_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_bearing
    ADD CONSTRAINT claims_bearing_pkey PRIMARY KEY (id);


--
-- Name: claims_caremonth claims_caremonth_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_caremonth
    ADD CONSTRAINT claims_caremonth_pkey PRIMARY KEY (id);


--
-- Name: claims_claim claims_claim_bill_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_claim
    ADD CONSTRAINT claims_claim_bill_id_key UNIQUE (bill_id);


--
-- Name: claims_claim claims_claim_corrects_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_claim
    ADD CONSTRAINT claims_claim_corrects_id_key UNIQUE (corrects_id);


--
-- Name: claims_claim claims_claim_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_claim
    ADD CONSTRAINT claims_claim_pkey PRIMARY KEY (id);


--
-- Name: claims_claimedact claims_claimedact_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_claimedact
    ADD CONSTRAINT claims_claimedact_pkey PRIMARY KEY (id);


--
-- Name: claims_claimline claims_claimline_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_claimline
    ADD CONSTRAINT claims_claimline_pkey PRIMARY KEY (id);


--
-- Name: claims_counter claims_counter_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_counter
    ADD CONSTRAINT claims_counter_pkey PRIMARY KEY (id);


--
-- Name: claims_cover claims_cover_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_cover
    ADD CONSTRAINT claims_cover_pkey PRIMARY KEY (id);


--
-- Name: claims_listedcode claims_listedcode_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_listedcode
    ADD CONSTRAINT claims_listedcode_pkey PRIMARY KEY (id);


--
-- Name: claims_settlement claims_settlement_entry_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_settlement
    ADD CONSTRAINT claims_settlement_entry_id_key UNIQUE (entry_id);


--
-- Name: claims_settlement claims_settlement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_settlement
    ADD CONSTRAINT claims_settlement_pkey PRIMARY KEY (id);


--
-- Name: claims_settlement claims_settlement_reversal_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_settlement
    ADD CONSTRAINT claims_settlement_reversal_id_key UNIQUE (reversal_id);


--
-- Name: claims_settlementlist claims_settlementlist_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_settlementlist
    ADD CONSTRAINT claims_settlementlist_pkey PRIMARY KEY (id);


--
-- Name: cross_region_clearing clearing_number_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_clearing
    ADD CONSTRAINT clearing_number_once UNIQUE (node_id, role, number);


--
-- Name: clients_assertion clients_assertion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_assertion
    ADD CONSTRAINT clients_assertion_pkey PRIMARY KEY (id);


--
-- Name: clients_authorisation clients_authorisation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_authorisation
    ADD CONSTRAINT clients_authorisation_pkey PRIMARY KEY (id);


--
-- Name: clients_client clients_client_assignment_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_client
    ADD CONSTRAINT clients_client_assignment_id_key UNIQUE (assignment_id);


--
-- Name: clients_client clients_client_client_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_client
    ADD CONSTRAINT clients_client_client_id_key UNIQUE (client_id);


--
-- Name: clients_client clients_client_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_client
    ADD CONSTRAINT clients_client_pkey PRIMARY KEY (id);


--
-- Name: clients_code clients_code_authorisation_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_code
    ADD CONSTRAINT clients_code_authorisation_id_key UNIQUE (authorisation_id);


--
-- Name: clients_code clients_code_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_code
    ADD CONSTRAINT clients_code_digest_key UNIQUE (digest);


--
-- Name: clients_code clients_code_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_code
    ADD CONSTRAINT clients_code_pkey PRIMARY KEY (id);


--
-- Name: clients_launch clients_launch_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_launch
    ADD CONSTRAINT clients_launch_digest_key UNIQUE (digest);


--
-- Name: clients_launch clients_launch_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_launch
    ADD CONSTRAINT clients_launch_pkey PRIMARY KEY (id);


--
-- Name: clients_token clients_token_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_token
    ADD CONSTRAINT clients_token_digest_key UNIQUE (digest);


--
-- Name: clients_token clients_token_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_token
    ADD CONSTRAINT clients_token_pkey PRIMARY KEY (id);


--
-- Name: booking_clinic clinic_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_clinic
    ADD CONSTRAINT clinic_once UNIQUE (institution_id, code);


--
-- Name: exchange_codemap code_map_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_codemap
    ADD CONSTRAINT code_map_once UNIQUE (node_id, version);


--
-- Name: network_columnmapping column_mapping_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_columnmapping
    ADD CONSTRAINT column_mapping_once UNIQUE (name, target);


--
-- Name: scenarios_comparison comparison_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_comparison
    ADD CONSTRAINT comparison_once UNIQUE (plan_id, against_id);


--
-- Name: consents_consent consents_consent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_consent
    ADD CONSTRAINT consents_consent_pkey PRIMARY KEY (id);


--
-- Name: consents_consent consents_consent_replaces_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_consent
    ADD CONSTRAINT consents_consent_replaces_id_key UNIQUE (replaces_id);


--
-- Name: consents_consentcode consents_consentcode_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_consentcode
    ADD CONSTRAINT consents_consentcode_pkey PRIMARY KEY (id);


--
-- Name: consents_emergencyaccess consents_emergencyaccess_case_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_emergencyaccess
    ADD CONSTRAINT consents_emergencyaccess_case_id_key UNIQUE (case_id);


--
-- Name: consents_emergencyaccess consents_emergencyaccess_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_emergencyaccess
    ADD CONSTRAINT consents_emergencyaccess_pkey PRIMARY KEY (id);


--
-- Name: consents_exportrequest consents_exportrequest_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_exportrequest
    ADD CONSTRAINT consents_exportrequest_pkey PRIMARY KEY (id);


--
-- Name: consents_lookquestion consents_lookquestion_case_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_lookquestion
    ADD CONSTRAINT consents_lookquestion_case_id_key UNIQUE (case_id);


--
-- Name: consents_lookquestion consents_lookquestion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_lookquestion
    ADD CONSTRAINT consents_lookquestion_pkey PRIMARY KEY (id);


--
-- Name: budgets_consortiumbalance consortium_balance_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_consortiumbalance
    ADD CONSTRAINT consortium_balance_once UNIQUE (run_id, consortium_id);


--
-- Name: claims_counter counter_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_counter
    ADD CONSTRAINT counter_once UNIQUE (person_id, year_from, name);


--
-- Name: claims_cover cover_one_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_cover
    ADD CONSTRAINT cover_one_at_a_time EXCLUDE USING gist (person_id WITH =, span WITH &&);


--
-- Name: cross_region_awayfiling cross_region_awayfiling_case_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_awayfiling
    ADD CONSTRAINT cross_region_awayfiling_case_id_key UNIQUE (case_id);


--
-- Name: cross_region_awayfiling cross_region_awayfiling_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_awayfiling
    ADD CONSTRAINT cross_region_awayfiling_pkey PRIMARY KEY (id);


--
-- Name: cross_region_awaysettlement cross_region_awaysettlement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_awaysettlement
    ADD CONSTRAINT cross_region_awaysettlement_pkey PRIMARY KEY (id);


--
-- Name: cross_region_clearing cross_region_clearing_entry_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_clearing
    ADD CONSTRAINT cross_region_clearing_entry_id_key UNIQUE (entry_id);


--
-- Name: cross_region_clearing cross_region_clearing_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_clearing
    ADD CONSTRAINT cross_region_clearing_pkey PRIMARY KEY (id);


--
-- Name: cross_region_difference cross_region_difference_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_difference
    ADD CONSTRAINT cross_region_difference_pkey PRIMARY KEY (id);


--
-- Name: cross_region_eligibility cross_region_eligibility_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_eligibility
    ADD CONSTRAINT cross_region_eligibility_number_key UNIQUE (number);


--
-- Name: cross_region_eligibility cross_region_eligibility_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_eligibility
    ADD CONSTRAINT cross_region_eligibility_pkey PRIMARY KEY (id);


--
-- Name: cross_region_insurancecode cross_region_insurancecode_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_insurancecode
    ADD CONSTRAINT cross_region_insurancecode_digest_key UNIQUE (digest);


--
-- Name: cross_region_insurancecode cross_region_insurancecode_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_insurancecode
    ADD CONSTRAINT cross_region_insurancecode_pkey PRIMARY KEY (id);


--
-- Name: cross_region_prepayment cross_region_prepayment_entry_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_prepayment
    ADD CONSTRAINT cross_region_prepayment_entry_id_key UNIQUE (entry_id);


--
-- Name: cross_region_prepayment cross_region_prepayment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_prepayment
    ADD CONSTRAINT cross_region_prepayment_pkey PRIMARY KEY (id);


--
-- Name: cross_region_reconciliation cross_region_reconciliation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_reconciliation
    ADD CONSTRAINT cross_region_reconciliation_pkey PRIMARY KEY (id);


--
-- Name: vigilance_daycount day_count_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_daycount
    ADD CONSTRAINT day_count_once UNIQUE NULLS NOT DISTINCT ("on", syndrome, place_id, institution_id);


--
-- Name: decisions_adoption decisions_adoption_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decisions_adoption
    ADD CONSTRAINT decisions_adoption_pkey PRIMARY KEY (id);


--
-- Name: decisions_booksnapshot decisions_booksnapshot_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decisions_booksnapshot
    ADD CONSTRAINT decisions_booksnapshot_digest_key UNIQUE (digest);


--
-- Name: decisions_booksnapshot decisions_booksnapshot_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decisions_booksnapshot
    ADD CONSTRAINT decisions_booksnapshot_pkey PRIMARY KEY (id);


--
-- Name: decisions_decision decisions_decision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decisions_decision
    ADD CONSTRAINT decisions_decision_pkey PRIMARY KEY (id);


--
-- Name: decisions_missingvalue decisions_missingvalue_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decisions_missingvalue
    ADD CONSTRAINT decisions_missingvalue_pkey PRIMARY KEY (id);


--
-- Name: notices_delivery delivery_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notices_delivery
    ADD CONSTRAINT delivery_once UNIQUE (notice_id, account_id, channel);


--
-- Name: network_designation designation_one_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_designation
    ADD CONSTRAINT designation_one_at_a_time EXCLUDE USING gist (institution_id WITH =, scheme WITH =, span WITH &&);


--
-- Name: cross_region_difference difference_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_difference
    ADD CONSTRAINT difference_once UNIQUE (reconciliation_id, number, kind, field);


--
-- Name: django_content_type django_content_type_app_label_model_76bd3d3b_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);


--
-- Name: django_content_type django_content_type_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);


--
-- Name: django_migrations django_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);


--
-- Name: django_session django_session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);


--
-- Name: documents_document documents_document_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_pkey PRIMARY KEY (id);


--
-- Name: signing_draftmember draft_member_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draftmember
    ADD CONSTRAINT draft_member_once UNIQUE (draft_id, person_id);


--
-- Name: signing_employment employment_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_employment
    ADD CONSTRAINT employment_once EXCLUDE USING gist (organisation_id WITH =, person_id WITH =, span WITH &&);


--
-- Name: visits_enrolment enrolment_once_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_enrolment
    ADD CONSTRAINT enrolment_once_at_a_time EXCLUDE USING gist (person_id WITH =, institution_id WITH =, kind WITH =, span WITH &&);


--
-- Name: cases_event event_once_per_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_event
    ADD CONSTRAINT event_once_per_key UNIQUE (case_id, idempotency_key);


--
-- Name: oversight_evidence evidence_line_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_evidence
    ADD CONSTRAINT evidence_line_once UNIQUE (suspicion_id, line_id);


--
-- Name: exchange_carriedconsent exchange_carriedconsent_consent_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_carriedconsent
    ADD CONSTRAINT exchange_carriedconsent_consent_id_key UNIQUE (consent_id);


--
-- Name: exchange_carriedconsent exchange_carriedconsent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_carriedconsent
    ADD CONSTRAINT exchange_carriedconsent_pkey PRIMARY KEY (id);


--
-- Name: exchange_codemap exchange_codemap_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_codemap
    ADD CONSTRAINT exchange_codemap_pkey PRIMARY KEY (id);


--
-- Name: exchange_mappedcode exchange_mappedcode_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_mappedcode
    ADD CONSTRAINT exchange_mappedcode_pkey PRIMARY KEY (id);


--
-- Name: exchange_node exchange_node_client_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_node
    ADD CONSTRAINT exchange_node_client_id_key UNIQUE (client_id);


--
-- Name: exchange_node exchange_node_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_node
    ADD CONSTRAINT exchange_node_code_key UNIQUE (code);


--
-- Name: exchange_node exchange_node_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_node
    ADD CONSTRAINT exchange_node_pkey PRIMARY KEY (id);


--
-- Name: exchange_partnerinstitution exchange_partnerinstitution_institution_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_partnerinstitution
    ADD CONSTRAINT exchange_partnerinstitution_institution_id_key UNIQUE (institution_id);


--
-- Name: exchange_partnerinstitution exchange_partnerinstitution_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_partnerinstitution
    ADD CONSTRAINT exchange_partnerinstitution_pkey PRIMARY KEY (id);


--
-- Name: exchange_sent exchange_sent_message_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_sent
    ADD CONSTRAINT exchange_sent_message_id_key UNIQUE (message_id);


--
-- Name: exchange_sent exchange_sent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_sent
    ADD CONSTRAINT exchange_sent_pkey PRIMARY KEY (id);


--
-- Name: exchange_sharedreferral exchange_sharedreferral_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_sharedreferral
    ADD CONSTRAINT exchange_sharedreferral_pkey PRIMARY KEY (id);


--
-- Name: exchange_sharedreferral exchange_sharedreferral_referral_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_sharedreferral
    ADD CONSTRAINT exchange_sharedreferral_referral_id_key UNIQUE (referral_id);


--
-- Name: exchange_taken exchange_taken_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_taken
    ADD CONSTRAINT exchange_taken_pkey PRIMARY KEY (id);


--
-- Name: record_exportfile export_file_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_exportfile
    ADD CONSTRAINT export_file_once UNIQUE (export_id, type, part);


--
-- Name: fees_bill fees_bill_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_bill
    ADD CONSTRAINT fees_bill_pkey PRIMARY KEY (id);


--
-- Name: fees_billline fees_billline_act_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_billline
    ADD CONSTRAINT fees_billline_act_id_key UNIQUE (act_id);


--
-- Name: fees_billline fees_billline_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_billline
    ADD CONSTRAINT fees_billline_pkey PRIMARY KEY (id);


--
-- Name: fees_subject fees_subject_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_subject
    ADD CONSTRAINT fees_subject_pkey PRIMARY KEY (id);


--
-- Name: fees_term fees_term_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_term
    ADD CONSTRAINT fees_term_pkey PRIMARY KEY (id);


--
-- Name: fees_unit fees_unit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_unit
    ADD CONSTRAINT fees_unit_pkey PRIMARY KEY (id);


--
-- Name: fees_work fees_work_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_work
    ADD CONSTRAINT fees_work_pkey PRIMARY KEY (id);


--
-- Name: measures_figure figure_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.measures_figure
    ADD CONSTRAINT figure_once UNIQUE (measure, among, scope_kind, scope_key, span, numerator, denominator, decision_id);


--
-- Name: forecasts_forecastseries forecast_series_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.forecasts_forecastseries
    ADD CONSTRAINT forecast_series_once UNIQUE (forecast_id, measure, bed_kind, place_id);


--
-- Name: forecasts_calibratedfigure forecasts_calibratedfigure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.forecasts_calibratedfigure
    ADD CONSTRAINT forecasts_calibratedfigure_pkey PRIMARY KEY (id);


--
-- Name: forecasts_calibration forecasts_calibration_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.forecasts_calibration
    ADD CONSTRAINT forecasts_calibration_pkey PRIMARY KEY (id);


--
-- Name: forecasts_forecast forecasts_forecast_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.forecasts_forecast
    ADD CONSTRAINT forecasts_forecast_pkey PRIMARY KEY (id);


--
-- Name: forecasts_forecastseries forecasts_forecastseries_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.forecasts_forecastseries
    ADD CONSTRAINT forecasts_forecastseries_pkey PRIMARY KEY (id);


--
-- Name: layouts_grid grid_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_grid
    ADD CONSTRAINT grid_once UNIQUE (set_id, code);


--
-- Name: layouts_gridset grid_set_one_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_gridset
    ADD CONSTRAINT grid_set_one_at_a_time EXCLUDE USING gist (place_id WITH =, span WITH &&);


--
-- Name: budgets_groupsum group_sum_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_groupsum
    ADD CONSTRAINT group_sum_once UNIQUE (statement_id, "group", branch);


--
-- Name: people_identifier identifier_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_identifier
    ADD CONSTRAINT identifier_once UNIQUE (blind_index);


--
-- Name: identity_candidate identity_candidate_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_candidate
    ADD CONSTRAINT identity_candidate_pkey PRIMARY KEY (id);


--
-- Name: identity_merge identity_merge_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_merge
    ADD CONSTRAINT identity_merge_pkey PRIMARY KEY (id);


--
-- Name: identity_movedrow identity_movedrow_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_movedrow
    ADD CONSTRAINT identity_movedrow_pkey PRIMARY KEY (id);


--
-- Name: postbox_incoming incoming_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.postbox_incoming
    ADD CONSTRAINT incoming_once UNIQUE (source, message_id);


--
-- Name: agreements_item item_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_item
    ADD CONSTRAINT item_once UNIQUE NULLS NOT DISTINCT (agreement_id, version_id, code);


--
-- Name: key_groups_look key_groups_look_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key_groups_look
    ADD CONSTRAINT key_groups_look_pkey PRIMARY KEY (person_id);


--
-- Name: key_groups_membership key_groups_membership_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key_groups_membership
    ADD CONSTRAINT key_groups_membership_pkey PRIMARY KEY (id);


--
-- Name: key_groups_registerentry key_groups_registerentry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key_groups_registerentry
    ADD CONSTRAINT key_groups_registerentry_pkey PRIMARY KEY (id);


--
-- Name: layouts_layoutpoint layout_point_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layoutpoint
    ADD CONSTRAINT layout_point_once UNIQUE (layout_id, code);


--
-- Name: layouts_layoutsite layout_site_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layoutsite
    ADD CONSTRAINT layout_site_once UNIQUE (layout_id, code);


--
-- Name: layouts_grid layouts_grid_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_grid
    ADD CONSTRAINT layouts_grid_pkey PRIMARY KEY (id);


--
-- Name: layouts_grid_teams layouts_grid_teams_grid_id_team_id_bcbf60e7_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_grid_teams
    ADD CONSTRAINT layouts_grid_teams_grid_id_team_id_bcbf60e7_uniq UNIQUE (grid_id, team_id);


--
-- Name: layouts_grid_teams layouts_grid_teams_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_grid_teams
    ADD CONSTRAINT layouts_grid_teams_pkey PRIMARY KEY (id);


--
-- Name: layouts_gridset layouts_gridset_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_gridset
    ADD CONSTRAINT layouts_gridset_pkey PRIMARY KEY (id);


--
-- Name: layouts_layout layouts_layout_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layout
    ADD CONSTRAINT layouts_layout_pkey PRIMARY KEY (id);


--
-- Name: layouts_layoutorder layouts_layoutorder_layout_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layoutorder
    ADD CONSTRAINT layouts_layoutorder_layout_id_key UNIQUE (layout_id);


--
-- Name: layouts_layoutorder layouts_layoutorder_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layoutorder
    ADD CONSTRAINT layouts_layoutorder_pkey PRIMARY KEY (id);


--
-- Name: layouts_layoutpoint layouts_layoutpoint_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layoutpoint
    ADD CONSTRAINT layouts_layoutpoint_pkey PRIMARY KEY (id);


--
-- Name: layouts_layoutsite layouts_layoutsite_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layoutsite
    ADD CONSTRAINT layouts_layoutsite_pkey PRIMARY KEY (id);


--
-- Name: layouts_staffingneed layouts_staffingneed_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_staffingneed
    ADD CONSTRAINT layouts_staffingneed_pkey PRIMARY KEY (id);


--
-- Name: ledger_act ledger_act_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_act
    ADD CONSTRAINT ledger_act_pkey PRIMARY KEY (id);


--
-- Name: ledger_act ledger_act_reverses_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_act
    ADD CONSTRAINT ledger_act_reverses_id_key UNIQUE (reverses_id);


--
-- Name: ledger_timetaken ledger_timetaken_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_timetaken
    ADD CONSTRAINT ledger_timetaken_pkey PRIMARY KEY (act_id);


--
-- Name: budgets_leftout left_out_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_leftout
    ADD CONSTRAINT left_out_once UNIQUE (run_id, line);


--
-- Name: claims_listedcode listed_code_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_listedcode
    ADD CONSTRAINT listed_code_once UNIQUE (kind, code);


--
-- Name: consents_lookquestion look_question_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_lookquestion
    ADD CONSTRAINT look_question_once UNIQUE (person_id, entry_id);


--
-- Name: exchange_mappedcode mapped_code_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_mappedcode
    ADD CONSTRAINT mapped_code_once UNIQUE (map_id, system, code, target_system);


--
-- Name: measures_figure measures_figure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.measures_figure
    ADD CONSTRAINT measures_figure_pkey PRIMARY KEY (id);


--
-- Name: agreements_member member_one_per_slot; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_member
    ADD CONSTRAINT member_one_per_slot EXCLUDE USING gist (person_id WITH =, slot WITH =, span WITH &&);


--
-- Name: key_groups_membership membership_one_per_group; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key_groups_membership
    ADD CONSTRAINT membership_one_per_group EXCLUDE USING gist (person_id WITH =, "group" WITH =, span WITH &&);


--
-- Name: mfa_authenticator mfa_authenticator_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);


--
-- Name: decisions_missingvalue missing_value_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decisions_missingvalue
    ADD CONSTRAINT missing_value_once UNIQUE (key, place);


--
-- Name: identity_movedrow moved_row_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_movedrow
    ADD CONSTRAINT moved_row_once UNIQUE (merge_id, kind, row_id);


--
-- Name: network_bed network_bed_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_bed
    ADD CONSTRAINT network_bed_code_key UNIQUE (code);


--
-- Name: network_bed network_bed_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_bed
    ADD CONSTRAINT network_bed_pkey PRIMARY KEY (id);


--
-- Name: network_capability network_capability_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_capability
    ADD CONSTRAINT network_capability_pkey PRIMARY KEY (id);


--
-- Name: network_columnmapping network_columnmapping_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_columnmapping
    ADD CONSTRAINT network_columnmapping_pkey PRIMARY KEY (id);


--
-- Name: network_designation network_designation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_designation
    ADD CONSTRAINT network_designation_pkey PRIMARY KEY (id);


--
-- Name: network_duty network_duty_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_duty
    ADD CONSTRAINT network_duty_pkey PRIMARY KEY (id);


--
-- Name: network_institution network_institution_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_institution
    ADD CONSTRAINT network_institution_code_key UNIQUE (code);


--
-- Name: network_institution network_institution_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_institution
    ADD CONSTRAINT network_institution_pkey PRIMARY KEY (id);


--
-- Name: network_institution_serves network_institution_serv_institution_id_place_id_ab6efb76_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_institution_serves
    ADD CONSTRAINT network_institution_serv_institution_id_place_id_ab6efb76_uniq UNIQUE (institution_id, place_id);


--
-- Name: network_institution_serves network_institution_serves_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_institution_serves
    ADD CONSTRAINT network_institution_serves_pkey PRIMARY KEY (id);


--
-- Name: network_place network_place_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_place
    ADD CONSTRAINT network_place_code_key UNIQUE (code);


--
-- Name: network_place network_place_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_place
    ADD CONSTRAINT network_place_pkey PRIMARY KEY (id);


--
-- Name: network_post network_post_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_post
    ADD CONSTRAINT network_post_pkey PRIMARY KEY (id);


--
-- Name: network_practitioner network_practitioner_account_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_practitioner
    ADD CONSTRAINT network_practitioner_account_id_key UNIQUE (account_id);


--
-- Name: network_practitioner network_practitioner_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_practitioner
    ADD CONSTRAINT network_practitioner_code_key UNIQUE (code);


--
-- Name: network_practitioner network_practitioner_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_practitioner
    ADD CONSTRAINT network_practitioner_pkey PRIMARY KEY (id);


--
-- Name: network_team network_team_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_team
    ADD CONSTRAINT network_team_code_key UNIQUE (code);


--
-- Name: network_team network_team_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_team
    ADD CONSTRAINT network_team_pkey PRIMARY KEY (id);


--
-- Name: network_teammember network_teammember_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_teammember
    ADD CONSTRAINT network_teammember_pkey PRIMARY KEY (id);


--
-- Name: network_turn network_turn_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_turn
    ADD CONSTRAINT network_turn_pkey PRIMARY KEY (id);


--
-- Name: network_ward network_ward_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_ward
    ADD CONSTRAINT network_ward_pkey PRIMARY KEY (id);


--
-- Name: notices_delivery notices_delivery_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notices_delivery
    ADD CONSTRAINT notices_delivery_pkey PRIMARY KEY (id);


--
-- Name: notices_notice notices_notice_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_pkey PRIMARY KEY (id);


--
-- Name: beds_offer offer_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_offer
    ADD CONSTRAINT offer_once UNIQUE (transfer_id, institution_id, bed_kind);


--
-- Name: oversight_evidence oversight_evidence_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_evidence
    ADD CONSTRAINT oversight_evidence_pkey PRIMARY KEY (id);


--
-- Name: oversight_matter oversight_matter_case_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_matter
    ADD CONSTRAINT oversight_matter_case_id_key UNIQUE (case_id);


--
-- Name: oversight_matter oversight_matter_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_matter
    ADD CONSTRAINT oversight_matter_pkey PRIMARY KEY (id);


--
-- Name: oversight_recovery oversight_recovery_entry_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_recovery
    ADD CONSTRAINT oversight_recovery_entry_id_key UNIQUE (entry_id);


--
-- Name: oversight_recovery oversight_recovery_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_recovery
    ADD CONSTRAINT oversight_recovery_pkey PRIMARY KEY (id);


--
-- Name: oversight_recovery oversight_recovery_reversal_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_recovery
    ADD CONSTRAINT oversight_recovery_reversal_id_key UNIQUE (reversal_id);


--
-- Name: oversight_rulelists oversight_rulelists_digest_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_rulelists
    ADD CONSTRAINT oversight_rulelists_digest_key UNIQUE (digest);


--
-- Name: oversight_rulelists oversight_rulelists_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_rulelists
    ADD CONSTRAINT oversight_rulelists_pkey PRIMARY KEY (id);


--
-- Name: oversight_screening oversight_screening_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_screening
    ADD CONSTRAINT oversight_screening_pkey PRIMARY KEY (id);


--
-- Name: oversight_suspicion oversight_suspicion_identity_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_suspicion
    ADD CONSTRAINT oversight_suspicion_identity_key UNIQUE (identity);


--
-- Name: oversight_suspicion oversight_suspicion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_suspicion
    ADD CONSTRAINT oversight_suspicion_pkey PRIMARY KEY (id);


--
-- Name: budgets_package package_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_package
    ADD CONSTRAINT package_once UNIQUE (run_id, episode);


--
-- Name: exchange_partnerinstitution partner_institution_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_partnerinstitution
    ADD CONSTRAINT partner_institution_once UNIQUE (node_id, code);


--
-- Name: agreements_party party_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_party
    ADD CONSTRAINT party_once UNIQUE NULLS NOT DISTINCT (agreement_id, institution_id, practitioner_id, team_id);


--
-- Name: people_identifier people_identifier_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_identifier
    ADD CONSTRAINT people_identifier_pkey PRIMARY KEY (id);


--
-- Name: people_person people_person_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT people_person_pkey PRIMARY KEY (id);


--
-- Name: people_preference people_preference_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_preference
    ADD CONSTRAINT people_preference_pkey PRIMARY KEY (id);


--
-- Name: people_relative people_relative_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_relative
    ADD CONSTRAINT people_relative_pkey PRIMARY KEY (id);


--
-- Name: performance_appraisal performance_appraisal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.performance_appraisal
    ADD CONSTRAINT performance_appraisal_pkey PRIMARY KEY (id);


--
-- Name: performance_surveycall performance_surveycall_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.performance_surveycall
    ADD CONSTRAINT performance_surveycall_pkey PRIMARY KEY (id);


--
-- Name: performance_veto performance_veto_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.performance_veto
    ADD CONSTRAINT performance_veto_pkey PRIMARY KEY (id);


--
-- Name: beds_placement placement_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_placement
    ADD CONSTRAINT placement_once UNIQUE (run_id, transfer_id);


--
-- Name: care_planitem plan_item_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_planitem
    ADD CONSTRAINT plan_item_once UNIQUE (plan_id, item);


--
-- Name: care_plan plan_one_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_plan
    ADD CONSTRAINT plan_one_at_a_time EXCLUDE USING gist (person_id WITH =, span WITH &&) WHERE (((state)::text = 'CURRENT'::text));


--
-- Name: vigilance_pledge pledge_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pledge
    ADD CONSTRAINT pledge_once UNIQUE (response_id, institution_id, bed_kind);


--
-- Name: vigilance_pooledbed pooled_bed_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pooledbed
    ADD CONSTRAINT pooled_bed_once EXCLUDE USING gist (bed_id WITH =, span WITH &&) WHERE ((NOT is_exercise));


--
-- Name: vigilance_pooledbed pooled_bed_once_exercise; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pooledbed
    ADD CONSTRAINT pooled_bed_once_exercise EXCLUDE USING gist (bed_id WITH =, span WITH &&) WHERE (is_exercise);


--
-- Name: vigilance_pooledstaff pooled_staff_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pooledstaff
    ADD CONSTRAINT pooled_staff_once EXCLUDE USING gist (practitioner_id WITH =, span WITH &&) WHERE ((NOT is_exercise));


--
-- Name: vigilance_pooledstaff pooled_staff_once_exercise; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pooledstaff
    ADD CONSTRAINT pooled_staff_once_exercise EXCLUDE USING gist (practitioner_id WITH =, span WITH &&) WHERE (is_exercise);


--
-- Name: postbox_incoming postbox_incoming_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.postbox_incoming
    ADD CONSTRAINT postbox_incoming_pkey PRIMARY KEY (id);


--
-- Name: postbox_outgoing postbox_outgoing_message_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.postbox_outgoing
    ADD CONSTRAINT postbox_outgoing_message_id_key UNIQUE (message_id);


--
-- Name: postbox_outgoing postbox_outgoing_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.postbox_outgoing
    ADD CONSTRAINT postbox_outgoing_pkey PRIMARY KEY (id);


--
-- Name: accounts_posting posting_source_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_posting
    ADD CONSTRAINT posting_source_once UNIQUE NULLS NOT DISTINCT (run_id, source_kind, source_id, rule);


--
-- Name: people_preference preference_institution_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_preference
    ADD CONSTRAINT preference_institution_once UNIQUE (person_id, institution_id);


--
-- Name: people_preference preference_rank_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_preference
    ADD CONSTRAINT preference_rank_once UNIQUE (person_id, rank);


--
-- Name: cross_region_prepayment prepayment_number_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_prepayment
    ADD CONSTRAINT prepayment_number_once UNIQUE (node_id, role, number);


--
-- Name: beds_presence presence_one_per_axis; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_presence
    ADD CONSTRAINT presence_one_per_axis EXCLUDE USING gist (person_id WITH =, axis WITH =, span WITH &&);


--
-- Name: procrastinate_events procrastinate_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);


--
-- Name: procrastinate_jobs procrastinate_jobs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);


--
-- Name: procrastinate_periodic_defers procrastinate_periodic_defers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);


--
-- Name: procrastinate_periodic_defers procrastinate_periodic_defers_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);


--
-- Name: procrastinate_workers procrastinate_workers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);


--
-- Name: agreements_project project_once_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_project
    ADD CONSTRAINT project_once_at_a_time EXCLUDE USING gist (team_id WITH =, code WITH =, span WITH &&);


--
-- Name: recognition_certificate recognition_certificate_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recognition_certificate
    ADD CONSTRAINT recognition_certificate_pkey PRIMARY KEY (id);


--
-- Name: recognition_order recognition_order_act_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recognition_order
    ADD CONSTRAINT recognition_order_act_id_key UNIQUE (act_id);


--
-- Name: recognition_order recognition_order_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recognition_order
    ADD CONSTRAINT recognition_order_pkey PRIMARY KEY (id);


--
-- Name: cross_region_reconciliation reconciliation_number_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_reconciliation
    ADD CONSTRAINT reconciliation_number_once UNIQUE (node_id, role, number);


--
-- Name: record_composite record_composite_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_composite
    ADD CONSTRAINT record_composite_pkey PRIMARY KEY (resource_id, param, system, code, low, high, second_system, second_code);


--
-- Name: record_date record_date_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_date
    ADD CONSTRAINT record_date_pkey PRIMARY KEY (resource_id, param, low, high);


--
-- Name: record_export record_export_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_export
    ADD CONSTRAINT record_export_pkey PRIMARY KEY (id);


--
-- Name: record_export record_export_public_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_export
    ADD CONSTRAINT record_export_public_id_key UNIQUE (public_id);


--
-- Name: record_exportfile record_exportfile_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_exportfile
    ADD CONSTRAINT record_exportfile_pkey PRIMARY KEY (id);


--
-- Name: record_importedfile record_importedfile_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_importedfile
    ADD CONSTRAINT record_importedfile_pkey PRIMARY KEY (sha256);


--
-- Name: record_quantity record_quantity_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_quantity
    ADD CONSTRAINT record_quantity_pkey PRIMARY KEY (resource_id, param, low, high, system, code);


--
-- Name: record_reference record_reference_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_reference
    ADD CONSTRAINT record_reference_pkey PRIMARY KEY (resource_id, param, target);


--
-- Name: record_resource record_resource_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_resource
    ADD CONSTRAINT record_resource_pkey PRIMARY KEY (key);


--
-- Name: record_resourceversion record_resourceversion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_resourceversion
    ADD CONSTRAINT record_resourceversion_pkey PRIMARY KEY (id);


--
-- Name: record_string record_string_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_string
    ADD CONSTRAINT record_string_pkey PRIMARY KEY (resource_id, param, value);


--
-- Name: record_token record_token_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_token
    ADD CONSTRAINT record_token_pkey PRIMARY KEY (resource_id, param, system, code);


--
-- Name: record_uri record_uri_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_uri
    ADD CONSTRAINT record_uri_pkey PRIMARY KEY (resource_id, param, value);


--
-- Name: oversight_recovery recovery_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_recovery
    ADD CONSTRAINT recovery_once UNIQUE (matter_id, claim_id);


--
-- Name: referrals_referral referrals_referral_act_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_act_id_key UNIQUE (act_id);


--
-- Name: referrals_referral referrals_referral_booking_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_booking_id_key UNIQUE (booking_id);


--
-- Name: referrals_referral referrals_referral_case_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_case_id_key UNIQUE (case_id);


--
-- Name: referrals_referral referrals_referral_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_pkey PRIMARY KEY (id);


--
-- Name: scenarios_replication replication_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_replication
    ADD CONSTRAINT replication_once UNIQUE (run_id, number);


--
-- Name: record_resource resource_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_resource
    ADD CONSTRAINT resource_once UNIQUE (type, id);


--
-- Name: record_resourceversion resource_version_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_resourceversion
    ADD CONSTRAINT resource_version_once UNIQUE (resource_id, version);


--
-- Name: vigilance_response response_marked; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_response
    ADD CONSTRAINT response_marked UNIQUE (id, is_exercise);


--
-- Name: risks_risk risks_risk_case_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.risks_risk
    ADD CONSTRAINT risks_risk_case_id_key UNIQUE (case_id);


--
-- Name: risks_risk risks_risk_identity_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.risks_risk
    ADD CONSTRAINT risks_risk_identity_key UNIQUE (identity);


--
-- Name: risks_risk risks_risk_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.risks_risk
    ADD CONSTRAINT risks_risk_pkey PRIMARY KEY (id);


--
-- Name: scenarios_comparison scenarios_comparison_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_comparison
    ADD CONSTRAINT scenarios_comparison_pkey PRIMARY KEY (id);


--
-- Name: scenarios_replication scenarios_replication_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_replication
    ADD CONSTRAINT scenarios_replication_pkey PRIMARY KEY (id);


--
-- Name: scenarios_scenario scenarios_scenario_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_scenario
    ADD CONSTRAINT scenarios_scenario_pkey PRIMARY KEY (id);


--
-- Name: scenarios_simulationrun scenarios_simulationrun_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_simulationrun
    ADD CONSTRAINT scenarios_simulationrun_pkey PRIMARY KEY (id);


--
-- Name: scenarios_verdict scenarios_verdict_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_verdict
    ADD CONSTRAINT scenarios_verdict_pkey PRIMARY KEY (id);


--
-- Name: audit_seal seal_seq_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_seal
    ADD CONSTRAINT seal_seq_once UNIQUE (stream, seq);


--
-- Name: ledger_timetaken service_to_person_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_timetaken
    ADD CONSTRAINT service_to_person_once EXCLUDE USING gist (person_id WITH =, service WITH =, span WITH &&);


--
-- Name: claims_settlementlist settlement_list_version_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_settlementlist
    ADD CONSTRAINT settlement_list_version_once UNIQUE (institution_id, number, version);


--
-- Name: budgets_packageshare share_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_packageshare
    ADD CONSTRAINT share_once UNIQUE (package_id, "case");


--
-- Name: agreements_signature signature_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_signature
    ADD CONSTRAINT signature_once UNIQUE (version_id, institution_id);


--
-- Name: signing_code signing_code_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_code
    ADD CONSTRAINT signing_code_pkey PRIMARY KEY (id);


--
-- Name: signing_draft signing_draft_agreement_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draft
    ADD CONSTRAINT signing_draft_agreement_id_key UNIQUE (agreement_id);


--
-- Name: signing_draft signing_draft_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draft
    ADD CONSTRAINT signing_draft_pkey PRIMARY KEY (id);


--
-- Name: signing_draftmember signing_draftmember_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draftmember
    ADD CONSTRAINT signing_draftmember_pkey PRIMARY KEY (id);


--
-- Name: signing_employment signing_employment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_employment
    ADD CONSTRAINT signing_employment_pkey PRIMARY KEY (id);


--
-- Name: signing_filing signing_filing_case_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_filing
    ADD CONSTRAINT signing_filing_case_id_key UNIQUE (case_id);


--
-- Name: signing_filing signing_filing_institution_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_filing
    ADD CONSTRAINT signing_filing_institution_id_key UNIQUE (institution_id);


--
-- Name: signing_filing signing_filing_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_filing
    ADD CONSTRAINT signing_filing_pkey PRIMARY KEY (id);


--
-- Name: socialaccount_socialaccount socialaccount_socialaccount_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);


--
-- Name: socialaccount_socialaccount socialaccount_socialaccount_provider_uid_fc810c6e_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);


--
-- Name: socialaccount_socialapp socialaccount_socialapp_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);


--
-- Name: socialaccount_socialtoken socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);


--
-- Name: socialaccount_socialtoken socialaccount_socialtoken_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);


--
-- Name: layouts_staffingneed staffing_need_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_staffingneed
    ADD CONSTRAINT staffing_need_once UNIQUE (institution_id, period, profession);


--
-- Name: budgets_statement statement_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_statement
    ADD CONSTRAINT statement_once UNIQUE (run_id, institution_id);


--
-- Name: fees_subject subject_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_subject
    ADD CONSTRAINT subject_once UNIQUE (run_id, member_id, package);


--
-- Name: subscriptions_event subscription_event_number_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriptions_event
    ADD CONSTRAINT subscription_event_number_once UNIQUE (subscription_id, number);


--
-- Name: subscriptions_event subscription_event_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriptions_event
    ADD CONSTRAINT subscription_event_once UNIQUE (subscription_id, resource_id, version);


--
-- Name: subscriptions_event subscriptions_event_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriptions_event
    ADD CONSTRAINT subscriptions_event_pkey PRIMARY KEY (id);


--
-- Name: subscriptions_subscription subscriptions_subscription_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriptions_subscription
    ADD CONSTRAINT subscriptions_subscription_pkey PRIMARY KEY (id);


--
-- Name: subscriptions_subscription subscriptions_subscription_public_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriptions_subscription
    ADD CONSTRAINT subscriptions_subscription_public_id_key UNIQUE (public_id);


--
-- Name: performance_surveycall survey_call_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.performance_surveycall
    ADD CONSTRAINT survey_call_once UNIQUE (period, instrument, person_id);


--
-- Name: exchange_taken taken_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_taken
    ADD CONSTRAINT taken_once UNIQUE (node_id, message_id);


--
-- Name: network_teammember team_member_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_teammember
    ADD CONSTRAINT team_member_once UNIQUE (team_id, practitioner_id);


--
-- Name: fees_term term_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_term
    ADD CONSTRAINT term_once UNIQUE (run_id, package, payer);


--
-- Name: ledger_timetaken time_of_practitioner_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_timetaken
    ADD CONSTRAINT time_of_practitioner_once EXCLUDE USING gist (practitioner_id WITH =, span WITH &&);


--
-- Name: network_turn turn_one_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_turn
    ADD CONSTRAINT turn_one_at_a_time EXCLUDE USING gist (practitioner_id WITH =, span WITH &&);


--
-- Name: fees_unit unit_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_unit
    ADD CONSTRAINT unit_once UNIQUE (run_id, institution_id, team);


--
-- Name: scenarios_verdict verdict_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_verdict
    ADD CONSTRAINT verdict_once UNIQUE (comparison_id, figure);


--
-- Name: agreements_version version_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_version
    ADD CONSTRAINT version_once UNIQUE (agreement_id, number);


--
-- Name: performance_veto veto_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.performance_veto
    ADD CONSTRAINT veto_once UNIQUE (period, subject_kind, subject_id, code);


--
-- Name: vigilance_alarm vigilance_alarm_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_alarm
    ADD CONSTRAINT vigilance_alarm_pkey PRIMARY KEY (id);


--
-- Name: vigilance_casualty vigilance_casualty_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_casualty
    ADD CONSTRAINT vigilance_casualty_pkey PRIMARY KEY (id);


--
-- Name: vigilance_counting vigilance_counting_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_counting
    ADD CONSTRAINT vigilance_counting_pkey PRIMARY KEY (id);


--
-- Name: vigilance_counting vigilance_counting_place_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_counting
    ADD CONSTRAINT vigilance_counting_place_id_key UNIQUE (place_id);


--
-- Name: vigilance_daycount vigilance_daycount_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_daycount
    ADD CONSTRAINT vigilance_daycount_pkey PRIMARY KEY (id);


--
-- Name: vigilance_pledge vigilance_pledge_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pledge
    ADD CONSTRAINT vigilance_pledge_pkey PRIMARY KEY (id);


--
-- Name: vigilance_pooledbed vigilance_pooledbed_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pooledbed
    ADD CONSTRAINT vigilance_pooledbed_pkey PRIMARY KEY (id);


--
-- Name: vigilance_pooledstaff vigilance_pooledstaff_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pooledstaff
    ADD CONSTRAINT vigilance_pooledstaff_pkey PRIMARY KEY (id);


--
-- Name: vigilance_response vigilance_response_case_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_response
    ADD CONSTRAINT vigilance_response_case_id_key UNIQUE (case_id);


--
-- Name: vigilance_response vigilance_response_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_response
    ADD CONSTRAINT vigilance_response_pkey PRIMARY KEY (id);


--
-- Name: visits_visitcheck visit_check_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visitcheck
    ADD CONSTRAINT visit_check_once UNIQUE (visit_id, kind);


--
-- Name: visits_visititem visit_item_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visititem
    ADD CONSTRAINT visit_item_once UNIQUE (visit_id, item);


--
-- Name: visits_visit visit_worker_one_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visit_worker_one_at_a_time EXCLUDE USING gist (practitioner_id WITH =, span WITH &&) WHERE (((state)::text = ANY ((ARRAY['PLANNED'::character varying, 'UNDER_WAY'::character varying])::text[])));


--
-- Name: visits_attendance visits_attendance_act_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_attendance
    ADD CONSTRAINT visits_attendance_act_id_key UNIQUE (act_id);


--
-- Name: visits_attendance visits_attendance_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_attendance
    ADD CONSTRAINT visits_attendance_pkey PRIMARY KEY (id);


--
-- Name: visits_enrolment visits_enrolment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_enrolment
    ADD CONSTRAINT visits_enrolment_pkey PRIMARY KEY (id);


--
-- Name: visits_pointservice visits_pointservice_act_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_pointservice
    ADD CONSTRAINT visits_pointservice_act_id_key UNIQUE (act_id);


--
-- Name: visits_pointservice visits_pointservice_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_pointservice
    ADD CONSTRAINT visits_pointservice_pkey PRIMARY KEY (id);


--
-- Name: visits_visit visits_visit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_pkey PRIMARY KEY (id);


--
-- Name: visits_visitcheck visits_visitcheck_key_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visitcheck
    ADD CONSTRAINT visits_visitcheck_key_key UNIQUE (key);


--
-- Name: visits_visitcheck visits_visitcheck_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visitcheck
    ADD CONSTRAINT visits_visitcheck_pkey PRIMARY KEY (id);


--
-- Name: visits_visititem visits_visititem_act_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visititem
    ADD CONSTRAINT visits_visititem_act_id_key UNIQUE (act_id);


--
-- Name: visits_visititem visits_visititem_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visititem
    ADD CONSTRAINT visits_visititem_pkey PRIMARY KEY (id);


--
-- Name: network_ward ward_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_ward
    ADD CONSTRAINT ward_once UNIQUE (institution_id, code);


--
-- Name: fees_work work_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_work
    ADD CONSTRAINT work_once UNIQUE (run_id, institution_id, practitioner_id);


--
-- Name: access_account_groups_account_id_a8efab85; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_account_groups_account_id_a8efab85 ON public.access_account_groups USING btree (account_id);


--
-- Name: access_account_groups_group_id_5a53115f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_account_groups_group_id_5a53115f ON public.access_account_groups USING btree (group_id);


--
-- Name: access_account_person_id_8e5af6cf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_account_person_id_8e5af6cf ON public.access_account USING btree (person_id);


--
-- Name: access_account_user_permissions_account_id_7eeff073; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_account_user_permissions_account_id_7eeff073 ON public.access_account_user_permissions USING btree (account_id);


--
-- Name: access_account_user_permissions_permission_id_56434d76; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_account_user_permissions_permission_id_56434d76 ON public.access_account_user_permissions USING btree (permission_id);


--
-- Name: access_account_username_221d18bd_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_account_username_221d18bd_like ON public.access_account USING btree (username varchar_pattern_ops);


--
-- Name: access_assignment_account_id_4468438d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_assignment_account_id_4468438d ON public.access_assignment USING btree (account_id);


--
-- Name: access_assignment_institution_id_9e2f1cbf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_assignment_institution_id_9e2f1cbf ON public.access_assignment USING btree (institution_id);


--
-- Name: access_assignment_place_id_ac480d97; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_assignment_place_id_ac480d97 ON public.access_assignment USING btree (place_id);


--
-- Name: access_denial_institution_id_66fd0611; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_denial_institution_id_66fd0611 ON public.access_denial USING btree (institution_id);


--
-- Name: access_grant_person_id_2cb654af; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX access_grant_person_id_2cb654af ON public.access_grant USING btree (person_id);


--
-- Name: account_emailaddress_email_03be32b2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);


--
-- Name: account_emailaddress_email_03be32b2_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);


--
-- Name: account_emailaddress_user_id_2c513194; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);


--
-- Name: account_emailconfirmation_email_address_id_5b7f8c58; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);


--
-- Name: account_emailconfirmation_key_f43612bd_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);


--
-- Name: accounts_account_code_5c4b5cab_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_account_code_5c4b5cab_like ON public.accounts_account USING btree (code varchar_pattern_ops);


--
-- Name: accounts_account_institution_id_23d1f18a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_account_institution_id_23d1f18a ON public.accounts_account USING btree (institution_id);


--
-- Name: accounts_account_person_id_6886ddb7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_account_person_id_6886ddb7 ON public.accounts_account USING btree (person_id);


--
-- Name: accounts_account_practitioner_id_8aa90479; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_account_practitioner_id_8aa90479 ON public.accounts_account USING btree (practitioner_id);


--
-- Name: accounts_chunk_run_id_4f458e9a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_chunk_run_id_4f458e9a ON public.accounts_chunk USING btree (run_id);


--
-- Name: accounts_entry_run_id_6ac93b27; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_entry_run_id_6ac93b27 ON public.accounts_entry USING btree (run_id);


--
-- Name: accounts_posting_credit_id_99499962; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_posting_credit_id_99499962 ON public.accounts_posting USING btree (credit_id);


--
-- Name: accounts_posting_debit_id_f5f05e50; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_posting_debit_id_f5f05e50 ON public.accounts_posting USING btree (debit_id);


--
-- Name: accounts_posting_decision_id_e256fa03; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_posting_decision_id_e256fa03 ON public.accounts_posting USING btree (decision_id);


--
-- Name: accounts_posting_entry_id_0916e024; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_posting_entry_id_0916e024 ON public.accounts_posting USING btree (entry_id);


--
-- Name: accounts_posting_run_id_511dca12; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_posting_run_id_511dca12 ON public.accounts_posting USING btree (run_id);


--
-- Name: accounts_run_adjusts_id_a17b33c7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_run_adjusts_id_a17b33c7 ON public.accounts_run USING btree (adjusts_id);


--
-- Name: act_institution; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX act_institution ON public.ledger_act USING btree (institution_id, kind, id DESC);


--
-- Name: act_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX act_person ON public.ledger_act USING btree (person_id, id DESC);


--
-- Name: act_sealing; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX act_sealing ON public.ledger_act USING btree (xid, id);


--
-- Name: agreements_agreement_document_id_70aba54b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_agreement_document_id_70aba54b ON public.agreements_agreement USING btree (document_id);


--
-- Name: agreements_agreement_number_d21ccce2_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_agreement_number_d21ccce2_like ON public.agreements_agreement USING btree (number varchar_pattern_ops);


--
-- Name: agreements_caseloadentry_decision_id_d1c6811f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_caseloadentry_decision_id_d1c6811f ON public.agreements_caseloadentry USING btree (decision_id);


--
-- Name: agreements_caseloadentry_member_id_076b9a08; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_caseloadentry_member_id_076b9a08 ON public.agreements_caseloadentry USING btree (member_id);


--
-- Name: agreements_caseloadentry_person_id_d2857a7e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_caseloadentry_person_id_d2857a7e ON public.agreements_caseloadentry USING btree (person_id);


--
-- Name: agreements_caseloadentry_practitioner_id_b5560e31; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_caseloadentry_practitioner_id_b5560e31 ON public.agreements_caseloadentry USING btree (practitioner_id);


--
-- Name: agreements_caseloadentry_team_id_735204ae; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_caseloadentry_team_id_735204ae ON public.agreements_caseloadentry USING btree (team_id);


--
-- Name: agreements_item_agreement_id_f1245d5c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_item_agreement_id_f1245d5c ON public.agreements_item USING btree (agreement_id);


--
-- Name: agreements_item_version_id_444fb88a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_item_version_id_444fb88a ON public.agreements_item USING btree (version_id);


--
-- Name: agreements_member_agreement_id_7bd7b6c6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_member_agreement_id_7bd7b6c6 ON public.agreements_member USING btree (agreement_id);


--
-- Name: agreements_member_institution_id_10310937; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_member_institution_id_10310937 ON public.agreements_member USING btree (institution_id);


--
-- Name: agreements_member_person_id_cf8d12c3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_member_person_id_cf8d12c3 ON public.agreements_member USING btree (person_id);


--
-- Name: agreements_member_practitioner_id_4b7ce6da; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_member_practitioner_id_4b7ce6da ON public.agreements_member USING btree (practitioner_id);


--
-- Name: agreements_member_team_id_2d34d895; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_member_team_id_2d34d895 ON public.agreements_member USING btree (team_id);


--
-- Name: agreements_party_agreement_id_14d67e53; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_party_agreement_id_14d67e53 ON public.agreements_party USING btree (agreement_id);


--
-- Name: agreements_party_institution_id_f67a54dd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_party_institution_id_f67a54dd ON public.agreements_party USING btree (institution_id);


--
-- Name: agreements_party_practitioner_id_ad6d9a67; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_party_practitioner_id_ad6d9a67 ON public.agreements_party USING btree (practitioner_id);


--
-- Name: agreements_party_team_id_4397ba79; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_party_team_id_4397ba79 ON public.agreements_party USING btree (team_id);


--
-- Name: agreements_project_decision_id_d658cc7b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_project_decision_id_d658cc7b ON public.agreements_project USING btree (decision_id);


--
-- Name: agreements_project_team_id_1dd53e9b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_project_team_id_1dd53e9b ON public.agreements_project USING btree (team_id);


--
-- Name: agreements_signature_account_id_e2ed11b2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_signature_account_id_e2ed11b2 ON public.agreements_signature USING btree (account_id);


--
-- Name: agreements_signature_institution_id_ec90ac80; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_signature_institution_id_ec90ac80 ON public.agreements_signature USING btree (institution_id);


--
-- Name: agreements_signature_version_id_2f1874b6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_signature_version_id_2f1874b6 ON public.agreements_signature USING btree (version_id);


--
-- Name: agreements_version_agreement_id_d84c9bde; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_version_agreement_id_d84c9bde ON public.agreements_version USING btree (agreement_id);


--
-- Name: agreements_version_decision_id_f22a9f80; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_version_decision_id_f22a9f80 ON public.agreements_version USING btree (decision_id);


--
-- Name: agreements_version_declined_by_id_d888e43d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_version_declined_by_id_d888e43d ON public.agreements_version USING btree (declined_by_id);


--
-- Name: agreements_version_document_id_06486e21; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_version_document_id_06486e21 ON public.agreements_version USING btree (document_id);


--
-- Name: agreements_version_drafted_by_id_a70fbfce; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX agreements_version_drafted_by_id_a70fbfce ON public.agreements_version USING btree (drafted_by_id);


--
-- Name: appraisal_institution; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appraisal_institution ON public.performance_appraisal USING btree (institution_id, period);


--
-- Name: assessment_latest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX assessment_latest ON public.assessments_assessment USING btree (person_id, instrument, assessed_at DESC);


--
-- Name: assessments_assessment_assessor_id_70ee953f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX assessments_assessment_assessor_id_70ee953f ON public.assessments_assessment USING btree (assessor_id);


--
-- Name: assessments_assessment_decision_id_cd85c84d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX assessments_assessment_decision_id_cd85c84d ON public.assessments_assessment USING btree (decision_id);


--
-- Name: assessments_assessment_institution_id_235caaff; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX assessments_assessment_institution_id_235caaff ON public.assessments_assessment USING btree (institution_id);


--
-- Name: assessments_assessment_person_id_118e6051; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX assessments_assessment_person_id_118e6051 ON public.assessments_assessment USING btree (person_id);


--
-- Name: attendance_day; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX attendance_day ON public.visits_attendance USING btree (day);


--
-- Name: audit_entry_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_entry_person ON public.audit_entry USING btree (person_id, id DESC);


--
-- Name: audit_entry_sealing; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_entry_sealing ON public.audit_entry USING btree (xid, id);


--
-- Name: auth_group_name_a6ea08ec_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);


--
-- Name: auth_group_permissions_group_id_b120cbf9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);


--
-- Name: auth_group_permissions_permission_id_84c5c92e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);


--
-- Name: auth_permission_content_type_id_2f476e4b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);


--
-- Name: away_filing_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX away_filing_person ON public.cross_region_awayfiling USING btree (person_id, id DESC);


--
-- Name: away_settlement_back; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX away_settlement_back ON public.cross_region_awaysettlement USING btree (node_id, role, reversed_on);


--
-- Name: away_settlement_day; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX away_settlement_day ON public.cross_region_awaysettlement USING btree (node_id, role, settled_on);


--
-- Name: away_settlement_one_under_way; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX away_settlement_one_under_way ON public.cross_region_awaysettlement USING btree (claim_id) WHERE (((role)::text = 'PLACE'::text) AND (NOT ((state)::text = 'REVERSED'::text)));


--
-- Name: bed_board; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bed_board ON public.network_bed USING btree (institution_id, kind, state);


--
-- Name: bed_claim_bed; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bed_claim_bed ON public.beds_bedclaim USING btree (bed_id) WHERE is_active;


--
-- Name: bed_claim_one_hold; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX bed_claim_one_hold ON public.beds_bedclaim USING btree (case_id, person_id) WHERE (is_active AND ((kind)::text = 'HOLD'::text));


--
-- Name: bed_claim_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bed_claim_person ON public.beds_bedclaim USING btree (person_id) WHERE is_active;


--
-- Name: bed_free; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bed_free ON public.network_bed USING btree (kind, institution_id, id) WHERE ((state)::text = 'FREE'::text);


--
-- Name: beds_bedclaim_bed_id_5d2ba4d4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_bedclaim_bed_id_5d2ba4d4 ON public.beds_bedclaim USING btree (bed_id);


--
-- Name: beds_bedclaim_case_id_cb79306d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_bedclaim_case_id_cb79306d ON public.beds_bedclaim USING btree (case_id);


--
-- Name: beds_bedclaim_person_id_0155ac58; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_bedclaim_person_id_0155ac58 ON public.beds_bedclaim USING btree (person_id);


--
-- Name: beds_bedclaim_responsible_id_79770224; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_bedclaim_responsible_id_79770224 ON public.beds_bedclaim USING btree (responsible_id);


--
-- Name: beds_offer_decision_id_43eb823a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_offer_decision_id_43eb823a ON public.beds_offer USING btree (decision_id);


--
-- Name: beds_offer_institution_id_83ddf4d5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_offer_institution_id_83ddf4d5 ON public.beds_offer USING btree (institution_id);


--
-- Name: beds_offer_transfer_id_c7c0aed5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_offer_transfer_id_c7c0aed5 ON public.beds_offer USING btree (transfer_id);


--
-- Name: beds_placement_bed_id_b32231fa; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_placement_bed_id_b32231fa ON public.beds_placement USING btree (bed_id);


--
-- Name: beds_placement_run_id_b75b48a9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_placement_run_id_b75b48a9 ON public.beds_placement USING btree (run_id);


--
-- Name: beds_placement_transfer_id_7147f5fc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_placement_transfer_id_7147f5fc ON public.beds_placement USING btree (transfer_id);


--
-- Name: beds_placement_vacated_by_id_25cea399; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_placement_vacated_by_id_25cea399 ON public.beds_placement USING btree (vacated_by_id);


--
-- Name: beds_placementrun_accepted_by_id_0f395122; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_placementrun_accepted_by_id_0f395122 ON public.beds_placementrun USING btree (accepted_by_id);


--
-- Name: beds_placementrun_decision_id_d967e004; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_placementrun_decision_id_d967e004 ON public.beds_placementrun USING btree (decision_id);


--
-- Name: beds_placementrun_place_id_4f4839cf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_placementrun_place_id_4f4839cf ON public.beds_placementrun USING btree (place_id);


--
-- Name: beds_presence_claim_id_32e1e58e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_presence_claim_id_32e1e58e ON public.beds_presence USING btree (claim_id);


--
-- Name: beds_presence_person_id_e8d6f4de; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_presence_person_id_e8d6f4de ON public.beds_presence USING btree (person_id);


--
-- Name: beds_transfer_evaluation_id_edf3e9d1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_transfer_evaluation_id_edf3e9d1 ON public.beds_transfer USING btree (evaluation_id);


--
-- Name: beds_transfer_from_claim_id_0ae99874; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_transfer_from_claim_id_0ae99874 ON public.beds_transfer USING btree (from_claim_id);


--
-- Name: beds_transfer_person_id_387befc4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_transfer_person_id_387befc4 ON public.beds_transfer USING btree (person_id);


--
-- Name: beds_transfer_to_claim_id_736dc4a9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX beds_transfer_to_claim_id_736dc4a9 ON public.beds_transfer USING btree (to_claim_id);


--
-- Name: bill_desk; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX bill_desk ON public.fees_bill USING btree (institution_id, state, id DESC);


--
-- Name: bill_one_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX bill_one_open ON public.fees_bill USING btree (person_id, institution_id) WHERE ((state)::text = 'OPEN'::text);


--
-- Name: booking_booking_benefit_id_44e98536; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX booking_booking_benefit_id_44e98536 ON public.booking_booking USING btree (benefit_id);


--
-- Name: booking_booking_clinic_id_db399605; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX booking_booking_clinic_id_db399605 ON public.booking_booking USING btree (clinic_id);


--
-- Name: booking_booking_decision_id_b66e5bcb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX booking_booking_decision_id_b66e5bcb ON public.booking_booking USING btree (decision_id);


--
-- Name: booking_booking_person_id_bdfa5882; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX booking_booking_person_id_bdfa5882 ON public.booking_booking USING btree (person_id);


--
-- Name: booking_booking_session_id_67c699e2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX booking_booking_session_id_67c699e2 ON public.booking_booking USING btree (session_id);


--
-- Name: booking_booking_turn_decision_id_9d4090db; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX booking_booking_turn_decision_id_9d4090db ON public.booking_booking USING btree (turn_decision_id);


--
-- Name: booking_clinic_institution_id_bd595415; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX booking_clinic_institution_id_bd595415 ON public.booking_clinic USING btree (institution_id);


--
-- Name: booking_clinic_practitioner_id_ebb40bbd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX booking_clinic_practitioner_id_ebb40bbd ON public.booking_clinic USING btree (practitioner_id);


--
-- Name: booking_one_open_per_clinic; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX booking_one_open_per_clinic ON public.booking_booking USING btree (clinic_id, person_id) WHERE ((state)::text = 'BOOKED'::text);


--
-- Name: booking_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX booking_person ON public.booking_booking USING btree (person_id, slot_at DESC);


--
-- Name: booking_queue; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX booking_queue ON public.booking_booking USING btree (session_id, queue_key);


--
-- Name: booking_session_clinic_id_3d7bc147; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX booking_session_clinic_id_3d7bc147 ON public.booking_session USING btree (clinic_id);


--
-- Name: booking_session_decision_id_bff69d55; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX booking_session_decision_id_bff69d55 ON public.booking_session USING btree (decision_id);


--
-- Name: booking_slot_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX booking_slot_once ON public.booking_booking USING btree (session_id, number) WHERE (NOT ((state)::text = 'CANCELLED'::text));


--
-- Name: booking_triage_person_id_d64df9db; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX booking_triage_person_id_d64df9db ON public.booking_triage USING btree (person_id);


--
-- Name: budgets_capitation_decision_id_6f80e916; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX budgets_capitation_decision_id_6f80e916 ON public.budgets_capitation USING btree (decision_id);


--
-- Name: budgets_capitation_institution_id_33fbe1de; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX budgets_capitation_institution_id_33fbe1de ON public.budgets_capitation USING btree (institution_id);


--
-- Name: budgets_consortiumbalance_consortium_id_1ccaab4d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX budgets_consortiumbalance_consortium_id_1ccaab4d ON public.budgets_consortiumbalance USING btree (consortium_id);


--
-- Name: budgets_consortiumbalance_decision_id_e331eac2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX budgets_consortiumbalance_decision_id_e331eac2 ON public.budgets_consortiumbalance USING btree (decision_id);


--
-- Name: budgets_consortiumbalance_run_id_e6189b60; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX budgets_consortiumbalance_run_id_e6189b60 ON public.budgets_consortiumbalance USING btree (run_id);


--
-- Name: budgets_groupsum_statement_id_ac30a47a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX budgets_groupsum_statement_id_ac30a47a ON public.budgets_groupsum USING btree (statement_id);


--
-- Name: budgets_leftout_run_id_d47498aa; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX budgets_leftout_run_id_d47498aa ON public.budgets_leftout USING btree (run_id);


--
-- Name: budgets_package_decision_id_41853f67; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX budgets_package_decision_id_41853f67 ON public.budgets_package USING btree (decision_id);


--
-- Name: budgets_package_run_id_72fb571e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX budgets_package_run_id_72fb571e ON public.budgets_package USING btree (run_id);


--
-- Name: budgets_packageshare_institution_id_d0e0132b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX budgets_packageshare_institution_id_d0e0132b ON public.budgets_packageshare USING btree (institution_id);


--
-- Name: budgets_packageshare_package_id_ce3848ea; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX budgets_packageshare_package_id_ce3848ea ON public.budgets_packageshare USING btree (package_id);


--
-- Name: budgets_settlementrun_decision_id_0e947143; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX budgets_settlementrun_decision_id_0e947143 ON public.budgets_settlementrun USING btree (decision_id);


--
-- Name: budgets_statement_institution_id_86fd23d2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX budgets_statement_institution_id_86fd23d2 ON public.budgets_statement USING btree (institution_id);


--
-- Name: budgets_statement_run_id_c443738f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX budgets_statement_run_id_c443738f ON public.budgets_statement USING btree (run_id);


--
-- Name: candidate_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX candidate_open ON public.identity_candidate USING btree (per_million DESC, id) WHERE ((state)::text = 'OPEN'::text);


--
-- Name: care_consultation_answered_by_id_cd3bef68; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_consultation_answered_by_id_cd3bef68 ON public.care_consultation USING btree (answered_by_id);


--
-- Name: care_consultation_asked_by_id_e5843fdc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_consultation_asked_by_id_e5843fdc ON public.care_consultation USING btree (asked_by_id);


--
-- Name: care_consultation_decision_id_73b0a884; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_consultation_decision_id_73b0a884 ON public.care_consultation USING btree (decision_id);


--
-- Name: care_consultation_institution_id_cb597836; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_consultation_institution_id_cb597836 ON public.care_consultation USING btree (institution_id);


--
-- Name: care_consultation_person_id_c0818352; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_consultation_person_id_c0818352 ON public.care_consultation USING btree (person_id);


--
-- Name: care_consultation_practitioner_id_4171fe84; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_consultation_practitioner_id_4171fe84 ON public.care_consultation USING btree (practitioner_id);


--
-- Name: care_duework_decision_id_ace7d124; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_duework_decision_id_ace7d124 ON public.care_duework USING btree (decision_id);


--
-- Name: care_duework_institution_id_e25712c9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_duework_institution_id_e25712c9 ON public.care_duework USING btree (institution_id);


--
-- Name: care_duework_person_id_63358383; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_duework_person_id_63358383 ON public.care_duework USING btree (person_id);


--
-- Name: care_duework_plan_item_id_acece568; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_duework_plan_item_id_acece568 ON public.care_duework USING btree (plan_item_id);


--
-- Name: care_duework_practitioner_id_702a2964; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_duework_practitioner_id_702a2964 ON public.care_duework USING btree (practitioner_id);


--
-- Name: care_duework_team_id_1e2d7663; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_duework_team_id_1e2d7663 ON public.care_duework USING btree (team_id);


--
-- Name: care_followup_decision_id_1a454ead; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_followup_decision_id_1a454ead ON public.care_followup USING btree (decision_id);


--
-- Name: care_followup_institution_id_98be553d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_followup_institution_id_98be553d ON public.care_followup USING btree (institution_id);


--
-- Name: care_followup_person_id_24fdf302; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_followup_person_id_24fdf302 ON public.care_followup USING btree (person_id);


--
-- Name: care_followup_practitioner_id_3605a7c9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_followup_practitioner_id_3605a7c9 ON public.care_followup USING btree (practitioner_id);


--
-- Name: care_plan_decision_id_c7356687; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_plan_decision_id_c7356687 ON public.care_plan USING btree (decision_id);


--
-- Name: care_plan_institution_id_3251ad8c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_plan_institution_id_3251ad8c ON public.care_plan USING btree (institution_id);


--
-- Name: care_plan_member_id_a032c565; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_plan_member_id_a032c565 ON public.care_plan USING btree (member_id);


--
-- Name: care_plan_person_id_850ea5b5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_plan_person_id_850ea5b5 ON public.care_plan USING btree (person_id);


--
-- Name: care_plan_practitioner_id_126093be; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_plan_practitioner_id_126093be ON public.care_plan USING btree (practitioner_id);


--
-- Name: care_plan_team_id_f9f9b736; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_plan_team_id_f9f9b736 ON public.care_plan USING btree (team_id);


--
-- Name: care_planitem_plan_id_5cf62ba4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX care_planitem_plan_id_5cf62ba4 ON public.care_planitem USING btree (plan_id);


--
-- Name: case_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_open ON public.cases_case USING btree (kind, place_id, state) WHERE (closed_at IS NULL);


--
-- Name: case_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX case_person ON public.cases_case USING btree (person_id, opened_at DESC);


--
-- Name: caseload_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX caseload_once ON public.agreements_caseloadentry USING btree (member_id, person_id) WHERE is_active;


--
-- Name: cases_attachment_case_id_1cf64b9f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_attachment_case_id_1cf64b9f ON public.cases_attachment USING btree (case_id);


--
-- Name: cases_attachment_document_id_49b2f3f2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_attachment_document_id_49b2f3f2 ON public.cases_attachment USING btree (document_id);


--
-- Name: cases_case_institution_id_7c335c71; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_case_institution_id_7c335c71 ON public.cases_case USING btree (institution_id);


--
-- Name: cases_case_person_id_f87eeffa; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_case_person_id_f87eeffa ON public.cases_case USING btree (person_id);


--
-- Name: cases_case_place_id_bb1f10d2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_case_place_id_bb1f10d2 ON public.cases_case USING btree (place_id);


--
-- Name: cases_event_account_id_a145f3b5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_event_account_id_a145f3b5 ON public.cases_event USING btree (account_id);


--
-- Name: cases_event_case_id_59b954a1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_event_case_id_59b954a1 ON public.cases_event USING btree (case_id);


--
-- Name: cases_event_decision_id_151617e7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_event_decision_id_151617e7 ON public.cases_event USING btree (decision_id);


--
-- Name: cases_task_case_id_db8cf8f3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_task_case_id_db8cf8f3 ON public.cases_task USING btree (case_id);


--
-- Name: cases_task_done_by_id_48c4c7f1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_task_done_by_id_48c4c7f1 ON public.cases_task USING btree (done_by_id);


--
-- Name: cases_task_institution_id_56d360d9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_task_institution_id_56d360d9 ON public.cases_task USING btree (institution_id);


--
-- Name: cases_task_place_id_818c7315; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cases_task_place_id_818c7315 ON public.cases_task USING btree (place_id);


--
-- Name: casualty_bed_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX casualty_bed_once ON public.vigilance_casualty USING btree (bed_id) WHERE (left_at IS NULL);


--
-- Name: casualty_of_one_response; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX casualty_of_one_response ON public.vigilance_casualty USING btree (transfer_id) WHERE (left_at IS NULL);


--
-- Name: claim_desk; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claim_desk ON public.claims_claim USING btree (institution_id, id DESC);


--
-- Name: claim_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claim_person ON public.claims_claim USING btree (person_id, id DESC);


--
-- Name: claim_source_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX claim_source_once ON public.claims_claim USING btree (institution_id, source) WHERE (NOT ((state)::text = 'CORRECTED'::text));


--
-- Name: claim_state; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claim_state ON public.claims_claim USING btree (state, id DESC);


--
-- Name: claims_bearing_settlement_id_baacf6de; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_bearing_settlement_id_baacf6de ON public.claims_bearing USING btree (settlement_id);


--
-- Name: claims_caremonth_decision_id_6116fb36; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_caremonth_decision_id_6116fb36 ON public.claims_caremonth USING btree (decision_id);


--
-- Name: claims_caremonth_person_id_1d3a71b1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_caremonth_person_id_1d3a71b1 ON public.claims_caremonth USING btree (person_id);


--
-- Name: claims_claim_institution_id_61716662; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_claim_institution_id_61716662 ON public.claims_claim USING btree (institution_id);


--
-- Name: claims_claim_person_id_e7ff39ab; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_claim_person_id_e7ff39ab ON public.claims_claim USING btree (person_id);


--
-- Name: claims_claimedact_act_id_00b95907; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_claimedact_act_id_00b95907 ON public.claims_claimedact USING btree (act_id);


--
-- Name: claims_claimedact_line_id_386aaa4b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_claimedact_line_id_386aaa4b ON public.claims_claimedact USING btree (line_id);


--
-- Name: claims_claimline_claim_id_bc37483f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_claimline_claim_id_bc37483f ON public.claims_claimline USING btree (claim_id);


--
-- Name: claims_counter_person_id_925d6c36; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_counter_person_id_925d6c36 ON public.claims_counter USING btree (person_id);


--
-- Name: claims_cover_family_payer_id_a94cd0cb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_cover_family_payer_id_a94cd0cb ON public.claims_cover USING btree (family_payer_id);


--
-- Name: claims_cover_person_id_ac329991; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_cover_person_id_ac329991 ON public.claims_cover USING btree (person_id);


--
-- Name: claims_settlement_claim_id_16b413f5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_settlement_claim_id_16b413f5 ON public.claims_settlement USING btree (claim_id);


--
-- Name: claims_settlement_decision_id_34cb73af; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_settlement_decision_id_34cb73af ON public.claims_settlement USING btree (decision_id);


--
-- Name: claims_settlement_person_id_f4ab1ea2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_settlement_person_id_f4ab1ea2 ON public.claims_settlement USING btree (person_id);


--
-- Name: claims_settlementlist_decision_id_ff169a4e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_settlementlist_decision_id_ff169a4e ON public.claims_settlementlist USING btree (decision_id);


--
-- Name: claims_settlementlist_institution_id_27c9d7c7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX claims_settlementlist_institution_id_27c9d7c7 ON public.claims_settlementlist USING btree (institution_id);


--
-- Name: clearing_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX clearing_once ON public.cross_region_clearing USING btree (node_id, role, month) WHERE (NOT ((state)::text = 'REFUSED'::text));


--
-- Name: clients_assertion_client_id_eecb9d3e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_assertion_client_id_eecb9d3e ON public.clients_assertion USING btree (client_id);


--
-- Name: clients_assertion_expires_at_dec67088; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_assertion_expires_at_dec67088 ON public.clients_assertion USING btree (expires_at);


--
-- Name: clients_authorisation_assignment_id_b76dbd83; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_authorisation_assignment_id_b76dbd83 ON public.clients_authorisation USING btree (assignment_id);


--
-- Name: clients_authorisation_client_id_26d0d9a2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_authorisation_client_id_26d0d9a2 ON public.clients_authorisation USING btree (client_id);


--
-- Name: clients_authorisation_decision_id_b7b2cef2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_authorisation_decision_id_b7b2cef2 ON public.clients_authorisation USING btree (decision_id);


--
-- Name: clients_authorisation_person_id_b269c5bc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_authorisation_person_id_b269c5bc ON public.clients_authorisation USING btree (person_id);


--
-- Name: clients_client_client_id_8707f4e7_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_client_client_id_8707f4e7_like ON public.clients_client USING btree (client_id varchar_pattern_ops);


--
-- Name: clients_client_institution_id_86570cc6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_client_institution_id_86570cc6 ON public.clients_client USING btree (institution_id);


--
-- Name: clients_launch_assignment_id_b238d525; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_launch_assignment_id_b238d525 ON public.clients_launch USING btree (assignment_id);


--
-- Name: clients_launch_client_id_e0a96c1c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_launch_client_id_e0a96c1c ON public.clients_launch USING btree (client_id);


--
-- Name: clients_launch_person_id_739e3a6d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_launch_person_id_739e3a6d ON public.clients_launch USING btree (person_id);


--
-- Name: clients_token_authorisation_id_43e9ee3f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_token_authorisation_id_43e9ee3f ON public.clients_token USING btree (authorisation_id);


--
-- Name: clients_token_expires_at_15b717e9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX clients_token_expires_at_15b717e9 ON public.clients_token USING btree (expires_at);


--
-- Name: code_used_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX code_used_once ON public.signing_code USING btree (draft_id) WHERE (used_at IS NOT NULL);


--
-- Name: consent_of_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consent_of_person ON public.consents_consent USING btree (person_id, id DESC);


--
-- Name: consents_consent_decision_id_a7ee3af9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_consent_decision_id_a7ee3af9 ON public.consents_consent USING btree (decision_id);


--
-- Name: consents_consent_ended_by_id_120c058c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_consent_ended_by_id_120c058c ON public.consents_consent USING btree (ended_by_id);


--
-- Name: consents_consent_given_by_id_0b1d98db; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_consent_given_by_id_0b1d98db ON public.consents_consent USING btree (given_by_id);


--
-- Name: consents_consent_grantee_account_id_6e8556b3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_consent_grantee_account_id_6e8556b3 ON public.consents_consent USING btree (grantee_account_id);


--
-- Name: consents_consent_grantee_institution_id_d0384221; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_consent_grantee_institution_id_d0384221 ON public.consents_consent USING btree (grantee_institution_id);


--
-- Name: consents_consent_person_id_9538f86b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_consent_person_id_9538f86b ON public.consents_consent USING btree (person_id);


--
-- Name: consents_consent_witness_id_db323cf7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_consent_witness_id_db323cf7 ON public.consents_consent USING btree (witness_id);


--
-- Name: consents_consentcode_account_id_4f0a10d1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_consentcode_account_id_4f0a10d1 ON public.consents_consentcode USING btree (account_id);


--
-- Name: consents_consentcode_consent_id_8b470473; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_consentcode_consent_id_8b470473 ON public.consents_consentcode USING btree (consent_id);


--
-- Name: consents_emergencyaccess_account_id_b4ac1dc6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_emergencyaccess_account_id_b4ac1dc6 ON public.consents_emergencyaccess USING btree (account_id);


--
-- Name: consents_emergencyaccess_assignment_id_03edc76a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_emergencyaccess_assignment_id_03edc76a ON public.consents_emergencyaccess USING btree (assignment_id);


--
-- Name: consents_emergencyaccess_decision_id_370cc562; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_emergencyaccess_decision_id_370cc562 ON public.consents_emergencyaccess USING btree (decision_id);


--
-- Name: consents_emergencyaccess_person_id_2fdc2470; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_emergencyaccess_person_id_2fdc2470 ON public.consents_emergencyaccess USING btree (person_id);


--
-- Name: consents_exportrequest_answered_by_id_dcd35191; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_exportrequest_answered_by_id_dcd35191 ON public.consents_exportrequest USING btree (answered_by_id);


--
-- Name: consents_exportrequest_asked_by_id_11d347df; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_exportrequest_asked_by_id_11d347df ON public.consents_exportrequest USING btree (asked_by_id);


--
-- Name: consents_exportrequest_decision_id_0f8d7b83; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_exportrequest_decision_id_0f8d7b83 ON public.consents_exportrequest USING btree (decision_id);


--
-- Name: consents_exportrequest_place_id_eda75060; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_exportrequest_place_id_eda75060 ON public.consents_exportrequest USING btree (place_id);


--
-- Name: consents_lookquestion_answered_by_id_29b41d5e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_lookquestion_answered_by_id_29b41d5e ON public.consents_lookquestion USING btree (answered_by_id);


--
-- Name: consents_lookquestion_asked_by_id_60beccb9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_lookquestion_asked_by_id_60beccb9 ON public.consents_lookquestion USING btree (asked_by_id);


--
-- Name: consents_lookquestion_entry_id_e7f91d10; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_lookquestion_entry_id_e7f91d10 ON public.consents_lookquestion USING btree (entry_id);


--
-- Name: consents_lookquestion_person_id_54892595; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consents_lookquestion_person_id_54892595 ON public.consents_lookquestion USING btree (person_id);


--
-- Name: consultation_open; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consultation_open ON public.care_consultation USING btree (institution_id, asked_at) WHERE (answered_at IS NULL);


--
-- Name: consultation_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX consultation_person ON public.care_consultation USING btree (person_id, asked_at DESC);


--
-- Name: cross_region_awayfiling_decision_id_530905d4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_awayfiling_decision_id_530905d4 ON public.cross_region_awayfiling USING btree (decision_id);


--
-- Name: cross_region_awayfiling_node_id_7a1261b3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_awayfiling_node_id_7a1261b3 ON public.cross_region_awayfiling USING btree (node_id);


--
-- Name: cross_region_awayfiling_person_id_ec13d7fe; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_awayfiling_person_id_ec13d7fe ON public.cross_region_awayfiling USING btree (person_id);


--
-- Name: cross_region_awaysettlement_claim_id_00c8718a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_awaysettlement_claim_id_00c8718a ON public.cross_region_awaysettlement USING btree (claim_id);


--
-- Name: cross_region_awaysettlement_node_id_de0a9aa4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_awaysettlement_node_id_de0a9aa4 ON public.cross_region_awaysettlement USING btree (node_id);


--
-- Name: cross_region_awaysettlement_person_id_b8d961d9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_awaysettlement_person_id_b8d961d9 ON public.cross_region_awaysettlement USING btree (person_id);


--
-- Name: cross_region_clearing_decision_id_8d69f826; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_clearing_decision_id_8d69f826 ON public.cross_region_clearing USING btree (decision_id);


--
-- Name: cross_region_clearing_node_id_3df1260b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_clearing_node_id_3df1260b ON public.cross_region_clearing USING btree (node_id);


--
-- Name: cross_region_difference_reconciliation_id_0efef37d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_difference_reconciliation_id_0efef37d ON public.cross_region_difference USING btree (reconciliation_id);


--
-- Name: cross_region_eligibility_institution_id_30f86104; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_eligibility_institution_id_30f86104 ON public.cross_region_eligibility USING btree (institution_id);


--
-- Name: cross_region_eligibility_node_id_aa145d2d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_eligibility_node_id_aa145d2d ON public.cross_region_eligibility USING btree (node_id);


--
-- Name: cross_region_eligibility_number_02770eae_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_eligibility_number_02770eae_like ON public.cross_region_eligibility USING btree (number varchar_pattern_ops);


--
-- Name: cross_region_eligibility_person_id_cad999bb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_eligibility_person_id_cad999bb ON public.cross_region_eligibility USING btree (person_id);


--
-- Name: cross_region_insurancecode_digest_2b3ba270_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_insurancecode_digest_2b3ba270_like ON public.cross_region_insurancecode USING btree (digest varchar_pattern_ops);


--
-- Name: cross_region_insurancecode_person_id_31828119; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_insurancecode_person_id_31828119 ON public.cross_region_insurancecode USING btree (person_id);


--
-- Name: cross_region_insurancecode_used_by_id_79ded1b3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_insurancecode_used_by_id_79ded1b3 ON public.cross_region_insurancecode USING btree (used_by_id);


--
-- Name: cross_region_prepayment_decision_id_3d77e871; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_prepayment_decision_id_3d77e871 ON public.cross_region_prepayment USING btree (decision_id);


--
-- Name: cross_region_prepayment_node_id_b4764cdb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_prepayment_node_id_b4764cdb ON public.cross_region_prepayment USING btree (node_id);


--
-- Name: cross_region_reconciliation_decision_id_ceb372ce; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_reconciliation_decision_id_ceb372ce ON public.cross_region_reconciliation USING btree (decision_id);


--
-- Name: cross_region_reconciliation_node_id_d04ab7db; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX cross_region_reconciliation_node_id_d04ab7db ON public.cross_region_reconciliation USING btree (node_id);


--
-- Name: decision_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX decision_person ON public.decisions_decision USING btree (person_id, id DESC);


--
-- Name: decision_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX decision_subject ON public.decisions_decision USING btree (subject_kind, subject_id);


--
-- Name: decisions_booksnapshot_digest_80d960da_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX decisions_booksnapshot_digest_80d960da_like ON public.decisions_booksnapshot USING btree (digest varchar_pattern_ops);


--
-- Name: delivery_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX delivery_waiting ON public.notices_delivery USING btree (id) WHERE ((state)::text = 'WAITING'::text);


--
-- Name: denial_origin; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX denial_origin ON public.access_denial USING btree (origin_kind, origin_id);


--
-- Name: denial_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX denial_person ON public.access_denial USING btree (person_id, institution_id);


--
-- Name: django_session_expire_date_a5c62663; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);


--
-- Name: django_session_session_key_c0390e0f_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);


--
-- Name: document_sha256; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX document_sha256 ON public.documents_document USING btree (sha256);


--
-- Name: draft_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX draft_waiting ON public.signing_draft USING btree (lapses_at) WHERE ((state)::text = 'WAITING'::text);


--
-- Name: due_follow_up_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX due_follow_up_once ON public.care_duework USING btree (person_id, item) WHERE (((kind)::text = 'FOLLOW_UP'::text) AND ((state)::text = 'DUE'::text));


--
-- Name: due_service_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX due_service_once ON public.care_duework USING btree (plan_item_id, due_on) WHERE ((plan_item_id IS NOT NULL) AND ((state)::text = 'DUE'::text));


--
-- Name: due_work_of_doctor; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX due_work_of_doctor ON public.care_duework USING btree (practitioner_id, due_on) WHERE ((state)::text = 'DUE'::text);


--
-- Name: due_work_of_house; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX due_work_of_house ON public.care_duework USING btree (institution_id, due_on) WHERE ((state)::text = 'DUE'::text);


--
-- Name: due_work_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX due_work_person ON public.care_duework USING btree (person_id, due_on);


--
-- Name: eligibility_desk; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX eligibility_desk ON public.cross_region_eligibility USING btree (institution_id, id DESC);


--
-- Name: emergency_of_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX emergency_of_person ON public.consents_emergencyaccess USING btree (person_id, id DESC);


--
-- Name: enrolment_house; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX enrolment_house ON public.visits_enrolment USING btree (institution_id, kind);


--
-- Name: entry_sealing; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX entry_sealing ON public.accounts_entry USING btree (xid, id);


--
-- Name: entry_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX entry_subject ON public.accounts_entry USING btree (subject_kind, subject_id);


--
-- Name: event_timeline; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX event_timeline ON public.cases_event USING btree (case_id, id);


--
-- Name: exchange_carriedconsent_node_id_0c2873ce; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_carriedconsent_node_id_0c2873ce ON public.exchange_carriedconsent USING btree (node_id);


--
-- Name: exchange_codemap_node_id_5fa38cbf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_codemap_node_id_5fa38cbf ON public.exchange_codemap USING btree (node_id);


--
-- Name: exchange_mappedcode_map_id_c4a100c8; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_mappedcode_map_id_c4a100c8 ON public.exchange_mappedcode USING btree (map_id);


--
-- Name: exchange_node_code_e8943911_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_node_code_e8943911_like ON public.exchange_node USING btree (code varchar_pattern_ops);


--
-- Name: exchange_partnerinstitution_node_id_00d58bff; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_partnerinstitution_node_id_00d58bff ON public.exchange_partnerinstitution USING btree (node_id);


--
-- Name: exchange_sent_consent_id_4f4f0125; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_sent_consent_id_4f4f0125 ON public.exchange_sent USING btree (consent_id);


--
-- Name: exchange_sent_decision_id_7bee0b04; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_sent_decision_id_7bee0b04 ON public.exchange_sent USING btree (decision_id);


--
-- Name: exchange_sent_institution_id_adb56dcb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_sent_institution_id_adb56dcb ON public.exchange_sent USING btree (institution_id);


--
-- Name: exchange_sent_node_id_0f760090; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_sent_node_id_0f760090 ON public.exchange_sent USING btree (node_id);


--
-- Name: exchange_sent_person_id_6c957535; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_sent_person_id_6c957535 ON public.exchange_sent USING btree (person_id);


--
-- Name: exchange_sent_referral_id_6881d3e1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_sent_referral_id_6881d3e1 ON public.exchange_sent USING btree (referral_id);


--
-- Name: exchange_sharedreferral_consent_id_588d1f52; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_sharedreferral_consent_id_588d1f52 ON public.exchange_sharedreferral USING btree (consent_id);


--
-- Name: exchange_sharedreferral_node_id_805013ba; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_sharedreferral_node_id_805013ba ON public.exchange_sharedreferral USING btree (node_id);


--
-- Name: exchange_taken_consent_id_643f6a51; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_taken_consent_id_643f6a51 ON public.exchange_taken USING btree (consent_id);


--
-- Name: exchange_taken_decision_id_b4b4e39e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_taken_decision_id_b4b4e39e ON public.exchange_taken USING btree (decision_id);


--
-- Name: exchange_taken_node_id_a4eccd90; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_taken_node_id_a4eccd90 ON public.exchange_taken USING btree (node_id);


--
-- Name: exchange_taken_person_id_352dcb5c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX exchange_taken_person_id_352dcb5c ON public.exchange_taken USING btree (person_id);


--
-- Name: export_under_way; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX export_under_way ON public.record_export USING btree (id) WHERE ((state)::text = 'UNDER_WAY'::text);


--
-- Name: fees_bill_care_side_id_1fc93c4b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_bill_care_side_id_1fc93c4b ON public.fees_bill USING btree (care_side_id);


--
-- Name: fees_bill_decision_id_da890027; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_bill_decision_id_da890027 ON public.fees_bill USING btree (decision_id);


--
-- Name: fees_bill_institution_id_0caa3310; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_bill_institution_id_0caa3310 ON public.fees_bill USING btree (institution_id);


--
-- Name: fees_bill_person_id_530a1431; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_bill_person_id_530a1431 ON public.fees_bill USING btree (person_id);


--
-- Name: fees_billline_bill_id_b784d512; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_billline_bill_id_b784d512 ON public.fees_billline USING btree (bill_id);


--
-- Name: fees_billline_decision_id_21198b9f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_billline_decision_id_21198b9f ON public.fees_billline USING btree (decision_id);


--
-- Name: fees_subject_decision_id_993af536; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_subject_decision_id_993af536 ON public.fees_subject USING btree (decision_id);


--
-- Name: fees_subject_institution_id_816bec68; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_subject_institution_id_816bec68 ON public.fees_subject USING btree (institution_id);


--
-- Name: fees_subject_member_id_4465fd96; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_subject_member_id_4465fd96 ON public.fees_subject USING btree (member_id);


--
-- Name: fees_subject_person_id_cac6ef7a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_subject_person_id_cac6ef7a ON public.fees_subject USING btree (person_id);


--
-- Name: fees_subject_run_id_85c42ff3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_subject_run_id_85c42ff3 ON public.fees_subject USING btree (run_id);


--
-- Name: fees_term_decision_id_8f9187a0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_term_decision_id_8f9187a0 ON public.fees_term USING btree (decision_id);


--
-- Name: fees_term_run_id_e67f8a1d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_term_run_id_e67f8a1d ON public.fees_term USING btree (run_id);


--
-- Name: fees_unit_institution_id_f73e1060; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_unit_institution_id_f73e1060 ON public.fees_unit USING btree (institution_id);


--
-- Name: fees_unit_run_id_89f00477; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_unit_run_id_89f00477 ON public.fees_unit USING btree (run_id);


--
-- Name: fees_work_institution_id_87876272; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_work_institution_id_87876272 ON public.fees_work USING btree (institution_id);


--
-- Name: fees_work_practitioner_id_01cc4f74; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_work_practitioner_id_01cc4f74 ON public.fees_work USING btree (practitioner_id);


--
-- Name: fees_work_run_id_69bf63d7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX fees_work_run_id_69bf63d7 ON public.fees_work USING btree (run_id);


--
-- Name: figure_of_scope; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX figure_of_scope ON public.measures_figure USING btree (measure, scope_kind, scope_key, id DESC);


--
-- Name: follow_up_latest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX follow_up_latest ON public.care_followup USING btree (person_id, programme, done_at DESC);


--
-- Name: follow_up_programme; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX follow_up_programme ON public.care_followup USING btree (programme, done_at DESC);


--
-- Name: forecasts_calibratedfigure_calibration_id_607b1cc5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX forecasts_calibratedfigure_calibration_id_607b1cc5 ON public.forecasts_calibratedfigure USING btree (calibration_id);


--
-- Name: forecasts_calibration_place_id_8ad8ae4f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX forecasts_calibration_place_id_8ad8ae4f ON public.forecasts_calibration USING btree (place_id);


--
-- Name: forecasts_forecast_place_id_65b529ae; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX forecasts_forecast_place_id_65b529ae ON public.forecasts_forecast USING btree (place_id);


--
-- Name: forecasts_forecastseries_decision_id_cebc472a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX forecasts_forecastseries_decision_id_cebc472a ON public.forecasts_forecastseries USING btree (decision_id);


--
-- Name: forecasts_forecastseries_forecast_id_5fd34d8e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX forecasts_forecastseries_forecast_id_5fd34d8e ON public.forecasts_forecastseries USING btree (forecast_id);


--
-- Name: forecasts_forecastseries_place_id_c49608c0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX forecasts_forecastseries_place_id_c49608c0 ON public.forecasts_forecastseries USING btree (place_id);


--
-- Name: grant_grantee; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX grant_grantee ON public.access_grant USING btree (grantee_kind, grantee_id, person_id);


--
-- Name: grant_origin; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX grant_origin ON public.access_grant USING btree (origin_kind, origin_id);


--
-- Name: grant_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX grant_person ON public.access_grant USING btree (person_id, grantee_kind, grantee_id);


--
-- Name: identity_candidate_decision_id_13ac61ce; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX identity_candidate_decision_id_13ac61ce ON public.identity_candidate USING btree (decision_id);


--
-- Name: identity_candidate_first_id_78248b93; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX identity_candidate_first_id_78248b93 ON public.identity_candidate USING btree (first_id);


--
-- Name: identity_candidate_second_id_d419fa0c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX identity_candidate_second_id_d419fa0c ON public.identity_candidate USING btree (second_id);


--
-- Name: identity_merge_absorbed_id_991c8d6c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX identity_merge_absorbed_id_991c8d6c ON public.identity_merge USING btree (absorbed_id);


--
-- Name: identity_merge_candidate_id_859f5458; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX identity_merge_candidate_id_859f5458 ON public.identity_merge USING btree (candidate_id);


--
-- Name: identity_merge_survivor_id_e9129138; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX identity_merge_survivor_id_e9129138 ON public.identity_merge USING btree (survivor_id);


--
-- Name: identity_movedrow_merge_id_e21b67bd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX identity_movedrow_merge_id_e21b67bd ON public.identity_movedrow USING btree (merge_id);


--
-- Name: idx_procrastinate_jobs_worker_not_null; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));


--
-- Name: idx_procrastinate_workers_last_heartbeat; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);


--
-- Name: institution_place_kind; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX institution_place_kind ON public.network_institution USING btree (place_id, kind);


--
-- Name: key_groups_look_decision_id_3461fdfe; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX key_groups_look_decision_id_3461fdfe ON public.key_groups_look USING btree (decision_id);


--
-- Name: key_groups_membership_decision_id_eeba2473; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX key_groups_membership_decision_id_eeba2473 ON public.key_groups_membership USING btree (decision_id);


--
-- Name: key_groups_membership_person_id_136006a3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX key_groups_membership_person_id_136006a3 ON public.key_groups_membership USING btree (person_id);


--
-- Name: key_groups_registerentry_person_id_5dbd0cec; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX key_groups_registerentry_person_id_5dbd0cec ON public.key_groups_registerentry USING btree (person_id);


--
-- Name: layout_order_queued; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layout_order_queued ON public.layouts_layoutorder USING btree (id) WHERE ((state)::text = 'QUEUED'::text);


--
-- Name: layouts_grid_centre_id_08dc0ec4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_grid_centre_id_08dc0ec4 ON public.layouts_grid USING btree (centre_id);


--
-- Name: layouts_grid_hospital_id_32463acd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_grid_hospital_id_32463acd ON public.layouts_grid USING btree (hospital_id);


--
-- Name: layouts_grid_set_id_8b1222e6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_grid_set_id_8b1222e6 ON public.layouts_grid USING btree (set_id);


--
-- Name: layouts_grid_teams_grid_id_f4b621d3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_grid_teams_grid_id_f4b621d3 ON public.layouts_grid_teams USING btree (grid_id);


--
-- Name: layouts_grid_teams_team_id_36239c15; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_grid_teams_team_id_36239c15 ON public.layouts_grid_teams USING btree (team_id);


--
-- Name: layouts_gridset_decision_id_985c16aa; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_gridset_decision_id_985c16aa ON public.layouts_gridset USING btree (decision_id);


--
-- Name: layouts_gridset_place_id_0623e656; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_gridset_place_id_0623e656 ON public.layouts_gridset USING btree (place_id);


--
-- Name: layouts_layout_access_id_afa173be; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_layout_access_id_afa173be ON public.layouts_layout USING btree (access_id);


--
-- Name: layouts_layout_decision_id_4676e92c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_layout_decision_id_4676e92c ON public.layouts_layout USING btree (decision_id);


--
-- Name: layouts_layout_place_id_11bed842; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_layout_place_id_11bed842 ON public.layouts_layout USING btree (place_id);


--
-- Name: layouts_layoutorder_place_id_cc18d239; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_layoutorder_place_id_cc18d239 ON public.layouts_layoutorder USING btree (place_id);


--
-- Name: layouts_layoutpoint_layout_id_ed6da913; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_layoutpoint_layout_id_ed6da913 ON public.layouts_layoutpoint USING btree (layout_id);


--
-- Name: layouts_layoutpoint_place_id_b3836f30; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_layoutpoint_place_id_b3836f30 ON public.layouts_layoutpoint USING btree (place_id);


--
-- Name: layouts_layoutpoint_site_id_c2fdb7d5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_layoutpoint_site_id_c2fdb7d5 ON public.layouts_layoutpoint USING btree (site_id);


--
-- Name: layouts_layoutsite_institution_id_7428deee; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_layoutsite_institution_id_7428deee ON public.layouts_layoutsite USING btree (institution_id);


--
-- Name: layouts_layoutsite_layout_id_9f054097; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_layoutsite_layout_id_9f054097 ON public.layouts_layoutsite USING btree (layout_id);


--
-- Name: layouts_layoutsite_place_id_10cd45ba; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_layoutsite_place_id_10cd45ba ON public.layouts_layoutsite USING btree (place_id);


--
-- Name: layouts_staffingneed_decision_id_5bca7f0f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_staffingneed_decision_id_5bca7f0f ON public.layouts_staffingneed USING btree (decision_id);


--
-- Name: layouts_staffingneed_institution_id_55a1f2ec; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX layouts_staffingneed_institution_id_55a1f2ec ON public.layouts_staffingneed USING btree (institution_id);


--
-- Name: ledger_act_decision_id_05dcf457; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_act_decision_id_05dcf457 ON public.ledger_act USING btree (decision_id);


--
-- Name: ledger_act_institution_id_4dba111d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_act_institution_id_4dba111d ON public.ledger_act USING btree (institution_id);


--
-- Name: ledger_act_person_id_dc76ebab; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_act_person_id_dc76ebab ON public.ledger_act USING btree (person_id);


--
-- Name: ledger_act_practitioner_id_7e95c9b2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_act_practitioner_id_7e95c9b2 ON public.ledger_act USING btree (practitioner_id);


--
-- Name: ledger_timetaken_person_id_2d0ea86a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_timetaken_person_id_2d0ea86a ON public.ledger_timetaken USING btree (person_id);


--
-- Name: ledger_timetaken_practitioner_id_0e7ecc05; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX ledger_timetaken_practitioner_id_0e7ecc05 ON public.ledger_timetaken USING btree (practitioner_id);


--
-- Name: left_out_reason; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX left_out_reason ON public.budgets_leftout USING btree (run_id, reason);


--
-- Name: matter_institution; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX matter_institution ON public.oversight_matter USING btree (institution_id, id DESC);


--
-- Name: measures_figure_decision_id_0832df86; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX measures_figure_decision_id_0832df86 ON public.measures_figure USING btree (decision_id);


--
-- Name: member_of_institution; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX member_of_institution ON public.agreements_member USING btree (institution_id, slot, person_id);


--
-- Name: member_on_panel; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX member_on_panel ON public.agreements_member USING btree (practitioner_id, person_id) WHERE on_panel;


--
-- Name: membership_group; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX membership_group ON public.key_groups_membership USING btree ("group", person_id);


--
-- Name: merge_one_at_a_time; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX merge_one_at_a_time ON public.identity_merge USING btree (absorbed_id) WHERE (ended_at IS NULL);


--
-- Name: mfa_authenticator_user_id_0c3a50c0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);


--
-- Name: network_bed_code_bac9766c_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_bed_code_bac9766c_like ON public.network_bed USING btree (code varchar_pattern_ops);


--
-- Name: network_bed_institution_id_793d4474; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_bed_institution_id_793d4474 ON public.network_bed USING btree (institution_id);


--
-- Name: network_bed_ward_id_96218c4a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_bed_ward_id_96218c4a ON public.network_bed USING btree (ward_id);


--
-- Name: network_capability_institution_id_ee6d6a9b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_capability_institution_id_ee6d6a9b ON public.network_capability USING btree (institution_id);


--
-- Name: network_designation_institution_id_991586d9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_designation_institution_id_991586d9 ON public.network_designation USING btree (institution_id);


--
-- Name: network_duty_account_id_9466f6ee; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_duty_account_id_9466f6ee ON public.network_duty USING btree (account_id);


--
-- Name: network_duty_institution_id_275adbb5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_duty_institution_id_275adbb5 ON public.network_duty USING btree (institution_id);


--
-- Name: network_duty_place_id_4921a0b6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_duty_place_id_4921a0b6 ON public.network_duty USING btree (place_id);


--
-- Name: network_institution_code_e3c36adf_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_institution_code_e3c36adf_like ON public.network_institution USING btree (code varchar_pattern_ops);


--
-- Name: network_institution_inhouse_of_id_c7c15466; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_institution_inhouse_of_id_c7c15466 ON public.network_institution USING btree (inhouse_of_id);


--
-- Name: network_institution_operator_id_f17c6533; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_institution_operator_id_f17c6533 ON public.network_institution USING btree (operator_id);


--
-- Name: network_institution_place_id_09f1030c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_institution_place_id_09f1030c ON public.network_institution USING btree (place_id);


--
-- Name: network_institution_serves_institution_id_1cd614ac; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_institution_serves_institution_id_1cd614ac ON public.network_institution_serves USING btree (institution_id);


--
-- Name: network_institution_serves_place_id_bd150f58; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_institution_serves_place_id_bd150f58 ON public.network_institution_serves USING btree (place_id);


--
-- Name: network_place_code_deabebba_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_place_code_deabebba_like ON public.network_place USING btree (code varchar_pattern_ops);


--
-- Name: network_place_parent_id_a78f5aad; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_place_parent_id_a78f5aad ON public.network_place USING btree (parent_id);


--
-- Name: network_post_institution_id_dcdcc673; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_post_institution_id_dcdcc673 ON public.network_post USING btree (institution_id);


--
-- Name: network_post_practitioner_id_75293cfd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_post_practitioner_id_75293cfd ON public.network_post USING btree (practitioner_id);


--
-- Name: network_practitioner_code_1cff5b7f_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_practitioner_code_1cff5b7f_like ON public.network_practitioner USING btree (code varchar_pattern_ops);


--
-- Name: network_team_code_5bb3522a_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_team_code_5bb3522a_like ON public.network_team USING btree (code varchar_pattern_ops);


--
-- Name: network_team_institution_id_fc5b9252; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_team_institution_id_fc5b9252 ON public.network_team USING btree (institution_id);


--
-- Name: network_teammember_practitioner_id_36546bb0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_teammember_practitioner_id_36546bb0 ON public.network_teammember USING btree (practitioner_id);


--
-- Name: network_teammember_team_id_0cb63e10; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_teammember_team_id_0cb63e10 ON public.network_teammember USING btree (team_id);


--
-- Name: network_turn_practitioner_id_3a6cd86a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_turn_practitioner_id_3a6cd86a ON public.network_turn USING btree (practitioner_id);


--
-- Name: network_turn_team_id_4e470244; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_turn_team_id_4e470244 ON public.network_turn USING btree (team_id);


--
-- Name: network_ward_institution_id_36cae118; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX network_ward_institution_id_36cae118 ON public.network_ward USING btree (institution_id);


--
-- Name: notice_inbox; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notice_inbox ON public.notices_notice USING btree (role, institution_id, id DESC);


--
-- Name: notice_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notice_subject ON public.notices_notice USING btree (subject_kind, subject_id);


--
-- Name: notice_unanswered; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notice_unanswered ON public.notices_notice USING btree (id DESC) WHERE (acknowledged_at IS NULL);


--
-- Name: notice_waiting; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notice_waiting ON public.notices_notice USING btree (escalate_at) WHERE ((acknowledged_at IS NULL) AND (escalate_at IS NOT NULL));


--
-- Name: notices_delivery_account_id_6db3005c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notices_delivery_account_id_6db3005c ON public.notices_delivery USING btree (account_id);


--
-- Name: notices_delivery_notice_id_2d5dfa0c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notices_delivery_notice_id_2d5dfa0c ON public.notices_delivery USING btree (notice_id);


--
-- Name: notices_notice_account_id_01446394; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notices_notice_account_id_01446394 ON public.notices_notice USING btree (account_id);


--
-- Name: notices_notice_acknowledged_by_id_e2597ead; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notices_notice_acknowledged_by_id_e2597ead ON public.notices_notice USING btree (acknowledged_by_id);


--
-- Name: notices_notice_institution_id_ff549f27; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notices_notice_institution_id_ff549f27 ON public.notices_notice USING btree (institution_id);


--
-- Name: notices_notice_place_id_30b6ab7d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX notices_notice_place_id_30b6ab7d ON public.notices_notice USING btree (place_id);


--
-- Name: order_of_institution; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX order_of_institution ON public.recognition_order USING btree (institution_id, decided_on);


--
-- Name: order_of_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX order_of_person ON public.recognition_order USING btree (person_id, id DESC);


--
-- Name: order_open_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX order_open_once ON public.recognition_order USING btree (person_id, item, institution_id) WHERE ((state)::text = 'ORDERED'::text);


--
-- Name: order_recognised_once_a_day; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX order_recognised_once_a_day ON public.recognition_order USING btree (person_id, item, institution_id, decided_on) WHERE ((state)::text = 'RECOGNISED'::text);


--
-- Name: outgoing_unsent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outgoing_unsent ON public.postbox_outgoing USING btree (id) WHERE (sent_at IS NULL);


--
-- Name: oversight_evidence_line_id_3c513b65; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_evidence_line_id_3c513b65 ON public.oversight_evidence USING btree (line_id);


--
-- Name: oversight_evidence_suspicion_id_29769eaa; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_evidence_suspicion_id_29769eaa ON public.oversight_evidence USING btree (suspicion_id);


--
-- Name: oversight_matter_decided_by_id_2c60df24; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_matter_decided_by_id_2c60df24 ON public.oversight_matter USING btree (decided_by_id);


--
-- Name: oversight_matter_decision_id_ca006b6d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_matter_decision_id_ca006b6d ON public.oversight_matter USING btree (decision_id);


--
-- Name: oversight_matter_institution_id_2b500032; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_matter_institution_id_2b500032 ON public.oversight_matter USING btree (institution_id);


--
-- Name: oversight_matter_review_id_278f3dcf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_matter_review_id_278f3dcf ON public.oversight_matter USING btree (review_id);


--
-- Name: oversight_matter_reviewed_by_id_12893bd6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_matter_reviewed_by_id_12893bd6 ON public.oversight_matter USING btree (reviewed_by_id);


--
-- Name: oversight_matter_screening_id_6d37dc6b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_matter_screening_id_6d37dc6b ON public.oversight_matter USING btree (screening_id);


--
-- Name: oversight_recovery_claim_id_a84aa972; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_recovery_claim_id_a84aa972 ON public.oversight_recovery USING btree (claim_id);


--
-- Name: oversight_recovery_matter_id_84239282; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_recovery_matter_id_84239282 ON public.oversight_recovery USING btree (matter_id);


--
-- Name: oversight_rulelists_digest_7845b79b_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_rulelists_digest_7845b79b_like ON public.oversight_rulelists USING btree (digest varchar_pattern_ops);


--
-- Name: oversight_screening_account_id_836aec34; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_screening_account_id_836aec34 ON public.oversight_screening USING btree (account_id);


--
-- Name: oversight_screening_institution_id_ddbe90bc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_screening_institution_id_ddbe90bc ON public.oversight_screening USING btree (institution_id);


--
-- Name: oversight_screening_lists_id_1ca7b023; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_screening_lists_id_1ca7b023 ON public.oversight_screening USING btree (lists_id);


--
-- Name: oversight_screening_place_id_ee5fb41a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_screening_place_id_ee5fb41a ON public.oversight_screening USING btree (place_id);


--
-- Name: oversight_suspicion_claim_id_21ca6a4b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_suspicion_claim_id_21ca6a4b ON public.oversight_suspicion USING btree (claim_id);


--
-- Name: oversight_suspicion_identity_23b76e22_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_suspicion_identity_23b76e22_like ON public.oversight_suspicion USING btree (identity varchar_pattern_ops);


--
-- Name: oversight_suspicion_matter_id_721c6b72; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX oversight_suspicion_matter_id_721c6b72 ON public.oversight_suspicion USING btree (matter_id);


--
-- Name: people_identifier_person_id_f0bbceea; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_identifier_person_id_f0bbceea ON public.people_identifier USING btree (person_id);


--
-- Name: people_person_merged_into_id_138bbee4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_person_merged_into_id_138bbee4 ON public.people_person USING btree (merged_into_id);


--
-- Name: people_person_name_key_01f61d18; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_person_name_key_01f61d18 ON public.people_person USING btree (name_key);


--
-- Name: people_person_name_key_01f61d18_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_person_name_key_01f61d18_like ON public.people_person USING btree (name_key varchar_pattern_ops);


--
-- Name: people_person_place_id_2a869a80; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_person_place_id_2a869a80 ON public.people_person USING btree (place_id);


--
-- Name: people_preference_institution_id_4996210a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_preference_institution_id_4996210a ON public.people_preference USING btree (institution_id);


--
-- Name: people_preference_person_id_2ca97a3a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_preference_person_id_2ca97a3a ON public.people_preference USING btree (person_id);


--
-- Name: people_relative_account_id_05f1fcab; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_relative_account_id_05f1fcab ON public.people_relative USING btree (account_id);


--
-- Name: people_relative_person_id_fea9e1e5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX people_relative_person_id_fea9e1e5 ON public.people_relative USING btree (person_id);


--
-- Name: performance_appraisal_confirmed_by_id_fd20ec81; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX performance_appraisal_confirmed_by_id_fd20ec81 ON public.performance_appraisal USING btree (confirmed_by_id);


--
-- Name: performance_appraisal_decision_id_84bd7a5c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX performance_appraisal_decision_id_84bd7a5c ON public.performance_appraisal USING btree (decision_id);


--
-- Name: performance_appraisal_institution_id_791d099a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX performance_appraisal_institution_id_791d099a ON public.performance_appraisal USING btree (institution_id);


--
-- Name: performance_appraisal_reward_id_aa9af058; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX performance_appraisal_reward_id_aa9af058 ON public.performance_appraisal USING btree (reward_id);


--
-- Name: performance_surveycall_institution_id_74673005; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX performance_surveycall_institution_id_74673005 ON public.performance_surveycall USING btree (institution_id);


--
-- Name: performance_surveycall_person_id_c58bba82; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX performance_surveycall_person_id_c58bba82 ON public.performance_surveycall USING btree (person_id);


--
-- Name: performance_surveycall_practitioner_id_587c14eb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX performance_surveycall_practitioner_id_587c14eb ON public.performance_surveycall USING btree (practitioner_id);


--
-- Name: performance_surveycall_team_id_dc002e63; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX performance_surveycall_team_id_dc002e63 ON public.performance_surveycall USING btree (team_id);


--
-- Name: person_by_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX person_by_name ON public.people_person USING btree (name_key, id);


--
-- Name: person_name_trigram; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX person_name_trigram ON public.people_person USING gin (name public.gin_trgm_ops);


--
-- Name: placement_bed_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX placement_bed_once ON public.beds_placement USING btree (run_id, bed_id) WHERE (bed_id IS NOT NULL);


--
-- Name: posting_sealing; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX posting_sealing ON public.accounts_posting USING btree (xid, id);


--
-- Name: procrastinate_events_job_id_fkey_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);


--
-- Name: procrastinate_jobs_id_lock_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));


--
-- Name: procrastinate_jobs_lock_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);


--
-- Name: procrastinate_jobs_priority_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);


--
-- Name: procrastinate_jobs_queue_name_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);


--
-- Name: procrastinate_jobs_queueing_lock_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);


--
-- Name: procrastinate_periodic_defers_job_id_fkey_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);


--
-- Name: recognition_certificate_document_id_bfdb0d44; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recognition_certificate_document_id_bfdb0d44 ON public.recognition_certificate USING btree (document_id);


--
-- Name: recognition_certificate_institution_id_e54afd3d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recognition_certificate_institution_id_e54afd3d ON public.recognition_certificate USING btree (institution_id);


--
-- Name: recognition_order_decision_id_dd6a1f3b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recognition_order_decision_id_dd6a1f3b ON public.recognition_order USING btree (decision_id);


--
-- Name: recognition_order_institution_id_d6f13480; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recognition_order_institution_id_d6f13480 ON public.recognition_order USING btree (institution_id);


--
-- Name: recognition_order_person_id_b5ab8f88; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recognition_order_person_id_b5ab8f88 ON public.recognition_order USING btree (person_id);


--
-- Name: recognition_order_practitioner_id_17af66b7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recognition_order_practitioner_id_17af66b7 ON public.recognition_order USING btree (practitioner_id);


--
-- Name: recognition_order_result_id_37875827; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX recognition_order_result_id_37875827 ON public.recognition_order USING btree (result_id);


--
-- Name: reconciliation_day; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX reconciliation_day ON public.cross_region_reconciliation USING btree (node_id, role, day);


--
-- Name: record_date_find; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_date_find ON public.record_date USING btree (param, low, high);


--
-- Name: record_export_assignment_id_f984342c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_export_assignment_id_f984342c ON public.record_export USING btree (assignment_id);


--
-- Name: record_exportfile_export_id_e368ec79; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_exportfile_export_id_e368ec79 ON public.record_exportfile USING btree (export_id);


--
-- Name: record_importedfile_sha256_e966899c_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_importedfile_sha256_e966899c_like ON public.record_importedfile USING btree (sha256 varchar_pattern_ops);


--
-- Name: record_pair_find; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_pair_find ON public.record_composite USING btree (param, code, second_code, low);


--
-- Name: record_quantity_find; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_quantity_find ON public.record_quantity USING btree (param, code, low);


--
-- Name: record_reference_find; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_reference_find ON public.record_reference USING btree (target, param);


--
-- Name: record_resourceversion_resource_id_e9f8eb75; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_resourceversion_resource_id_e9f8eb75 ON public.record_resourceversion USING btree (resource_id);


--
-- Name: record_string_find; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_string_find ON public.record_string USING btree (param, value text_pattern_ops);


--
-- Name: record_token_find; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_token_find ON public.record_token USING btree (param, code, system, resource_id);


--
-- Name: record_uri_find; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX record_uri_find ON public.record_uri USING btree (param, value text_pattern_ops);


--
-- Name: referral_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX referral_person ON public.referrals_referral USING btree (person_id, id DESC);


--
-- Name: referral_received; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX referral_received ON public.referrals_referral USING btree (to_institution_id, id DESC);


--
-- Name: referral_sent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX referral_sent ON public.referrals_referral USING btree (from_institution_id, id DESC);


--
-- Name: referrals_referral_agreement_id_1ddd8eae; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX referrals_referral_agreement_id_1ddd8eae ON public.referrals_referral USING btree (agreement_id);


--
-- Name: referrals_referral_benefit_id_0c731d2f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX referrals_referral_benefit_id_0c731d2f ON public.referrals_referral USING btree (benefit_id);


--
-- Name: referrals_referral_decision_id_1142e62e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX referrals_referral_decision_id_1142e62e ON public.referrals_referral USING btree (decision_id);


--
-- Name: referrals_referral_from_institution_id_21d65c99; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX referrals_referral_from_institution_id_21d65c99 ON public.referrals_referral USING btree (from_institution_id);


--
-- Name: referrals_referral_from_practitioner_id_48095bd3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX referrals_referral_from_practitioner_id_48095bd3 ON public.referrals_referral USING btree (from_practitioner_id);


--
-- Name: referrals_referral_person_id_179a7a6c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX referrals_referral_person_id_179a7a6c ON public.referrals_referral USING btree (person_id);


--
-- Name: referrals_referral_previous_id_32272f64; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX referrals_referral_previous_id_32272f64 ON public.referrals_referral USING btree (previous_id);


--
-- Name: referrals_referral_terms_id_54e0ec79; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX referrals_referral_terms_id_54e0ec79 ON public.referrals_referral USING btree (terms_id);


--
-- Name: referrals_referral_to_institution_id_ce620f65; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX referrals_referral_to_institution_id_ce620f65 ON public.referrals_referral USING btree (to_institution_id);


--
-- Name: resource_change; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX resource_change ON public.record_resource USING btree (xid, seq);


--
-- Name: resource_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX resource_person ON public.record_resource USING btree (person_id, type, key);


--
-- Name: resource_version_change; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX resource_version_change ON public.record_resourceversion USING btree (xid, seq);


--
-- Name: response_one_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX response_one_open ON public.vigilance_response USING btree (syndrome, place_id, is_exercise) WHERE (ended_at IS NULL);


--
-- Name: risk_institution; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX risk_institution ON public.risks_risk USING btree (institution_id, id DESC);


--
-- Name: risks_risk_decision_id_133495dd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX risks_risk_decision_id_133495dd ON public.risks_risk USING btree (decision_id);


--
-- Name: risks_risk_identity_d236c497_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX risks_risk_identity_d236c497_like ON public.risks_risk USING btree (identity varchar_pattern_ops);


--
-- Name: risks_risk_institution_id_c44f17df; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX risks_risk_institution_id_c44f17df ON public.risks_risk USING btree (institution_id);


--
-- Name: risks_risk_told_by_id_c2bf94b0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX risks_risk_told_by_id_c2bf94b0 ON public.risks_risk USING btree (told_by_id);


--
-- Name: run_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX run_once ON public.accounts_run USING btree (kind, period, place, sequence) WHERE (NOT ((state)::text = 'ABANDONED'::text));


--
-- Name: run_one_under_way; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX run_one_under_way ON public.accounts_run USING btree (kind, place) WHERE ((state)::text = ANY ((ARRAY['STAGING'::character varying, 'STOPPED'::character varying])::text[]));


--
-- Name: scenarios_comparison_against_id_f9d9c3e6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX scenarios_comparison_against_id_f9d9c3e6 ON public.scenarios_comparison USING btree (against_id);


--
-- Name: scenarios_comparison_plan_id_e7af9412; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX scenarios_comparison_plan_id_e7af9412 ON public.scenarios_comparison USING btree (plan_id);


--
-- Name: scenarios_replication_run_id_3c39de67; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX scenarios_replication_run_id_3c39de67 ON public.scenarios_replication USING btree (run_id);


--
-- Name: scenarios_scenario_base_id_182af8ff; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX scenarios_scenario_base_id_182af8ff ON public.scenarios_scenario USING btree (base_id);


--
-- Name: scenarios_scenario_place_id_d29845ef; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX scenarios_scenario_place_id_d29845ef ON public.scenarios_scenario USING btree (place_id);


--
-- Name: scenarios_simulationrun_scenario_id_ed8d561f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX scenarios_simulationrun_scenario_id_ed8d561f ON public.scenarios_simulationrun USING btree (scenario_id);


--
-- Name: scenarios_verdict_comparison_id_01dc0bfe; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX scenarios_verdict_comparison_id_01dc0bfe ON public.scenarios_verdict USING btree (comparison_id);


--
-- Name: scenarios_verdict_decision_id_9fe925b9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX scenarios_verdict_decision_id_9fe925b9 ON public.scenarios_verdict USING btree (decision_id);


--
-- Name: sent_by_consent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sent_by_consent ON public.exchange_sent USING btree (consent_id);


--
-- Name: sent_of_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sent_of_person ON public.exchange_sent USING btree (person_id, id DESC);


--
-- Name: sent_parked; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sent_parked ON public.exchange_sent USING btree (node_id, id) WHERE (parked IS NOT NULL);


--
-- Name: sent_to_node; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sent_to_node ON public.exchange_sent USING btree (node_id, id DESC);


--
-- Name: session_of_clinic; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX session_of_clinic ON public.booking_session USING btree (clinic_id, opens_at);


--
-- Name: session_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX session_once ON public.booking_session USING btree (clinic_id, span) WHERE is_open;


--
-- Name: settlement_one_stands; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX settlement_one_stands ON public.claims_settlement USING btree (claim_id) WHERE (reversed_at IS NULL);


--
-- Name: settlement_run_desk; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX settlement_run_desk ON public.budgets_settlementrun USING btree (place, id DESC);


--
-- Name: settlement_run_posted_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX settlement_run_posted_once ON public.budgets_settlementrun USING btree (kind, period, place, fund) WHERE ((state)::text = 'POSTED'::text);


--
-- Name: settlement_year; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX settlement_year ON public.claims_settlement USING btree (person_id, year_from, id);


--
-- Name: shared_referral_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX shared_referral_once ON public.exchange_sharedreferral USING btree (node_id, their_id) WHERE (NOT ((their_id)::text = ''::text));


--
-- Name: signing_code_account_id_59e43070; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_code_account_id_59e43070 ON public.signing_code USING btree (account_id);


--
-- Name: signing_code_draft_id_14265353; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_code_draft_id_14265353 ON public.signing_code USING btree (draft_id);


--
-- Name: signing_draft_account_id_ee868917; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_draft_account_id_ee868917 ON public.signing_draft USING btree (account_id);


--
-- Name: signing_draft_city_id_3618b951; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_draft_city_id_3618b951 ON public.signing_draft USING btree (city_id);


--
-- Name: signing_draft_district_id_6731538b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_draft_district_id_6731538b ON public.signing_draft USING btree (district_id);


--
-- Name: signing_draft_document_id_7863629c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_draft_document_id_7863629c ON public.signing_draft USING btree (document_id);


--
-- Name: signing_draft_institution_id_8b62bc01; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_draft_institution_id_8b62bc01 ON public.signing_draft USING btree (institution_id);


--
-- Name: signing_draft_organisation_id_0c9eef15; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_draft_organisation_id_0c9eef15 ON public.signing_draft USING btree (organisation_id);


--
-- Name: signing_draft_practitioner_id_06512f46; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_draft_practitioner_id_06512f46 ON public.signing_draft USING btree (practitioner_id);


--
-- Name: signing_draft_signs_id_f618b49e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_draft_signs_id_f618b49e ON public.signing_draft USING btree (signs_id);


--
-- Name: signing_draft_team_id_2974e8b6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_draft_team_id_2974e8b6 ON public.signing_draft USING btree (team_id);


--
-- Name: signing_draftmember_decision_id_a01ecfd1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_draftmember_decision_id_a01ecfd1 ON public.signing_draftmember USING btree (decision_id);


--
-- Name: signing_draftmember_draft_id_67247ca0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_draftmember_draft_id_67247ca0 ON public.signing_draftmember USING btree (draft_id);


--
-- Name: signing_draftmember_person_id_afc0d9f6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_draftmember_person_id_afc0d9f6 ON public.signing_draftmember USING btree (person_id);


--
-- Name: signing_draftmember_replaces_id_7d8412fe; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_draftmember_replaces_id_7d8412fe ON public.signing_draftmember USING btree (replaces_id);


--
-- Name: signing_employment_organisation_id_1ee254d6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_employment_organisation_id_1ee254d6 ON public.signing_employment USING btree (organisation_id);


--
-- Name: signing_employment_person_id_9835b312; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_employment_person_id_9835b312 ON public.signing_employment USING btree (person_id);


--
-- Name: signing_filing_home_id_a430fa42; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_filing_home_id_a430fa42 ON public.signing_filing USING btree (home_id);


--
-- Name: signing_filing_operator_id_b451b30a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX signing_filing_operator_id_b451b30a ON public.signing_filing USING btree (operator_id);


--
-- Name: simulation_run_queued; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX simulation_run_queued ON public.scenarios_simulationrun USING btree (id) WHERE ((state)::text = 'QUEUED'::text);


--
-- Name: socialaccount_socialaccount_user_id_8146e70c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON public.socialaccount_socialaccount USING btree (user_id);


--
-- Name: socialaccount_socialtoken_account_id_951f210e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON public.socialaccount_socialtoken USING btree (account_id);


--
-- Name: socialaccount_socialtoken_app_id_636a42d7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON public.socialaccount_socialtoken USING btree (app_id);


--
-- Name: statement_institution; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX statement_institution ON public.budgets_statement USING btree (institution_id, run_id DESC);


--
-- Name: subject_panel; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX subject_panel ON public.fees_subject USING btree (run_id, institution_id, practitioner);


--
-- Name: subject_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX subject_person ON public.fees_subject USING btree (person_id, run_id);


--
-- Name: subscription_standing; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX subscription_standing ON public.subscriptions_subscription USING btree (id) WHERE (deleted_at IS NULL);


--
-- Name: subscriptions_event_subscription_id_194c91d6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX subscriptions_event_subscription_id_194c91d6 ON public.subscriptions_event USING btree (subscription_id);


--
-- Name: subscriptions_subscription_assignment_id_7b564eb9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX subscriptions_subscription_assignment_id_7b564eb9 ON public.subscriptions_subscription USING btree (assignment_id);


--
-- Name: subscriptions_subscription_authorisation_id_e54eaf99; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX subscriptions_subscription_authorisation_id_e54eaf99 ON public.subscriptions_subscription USING btree (authorisation_id);


--
-- Name: subscriptions_subscription_client_id_157da55b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX subscriptions_subscription_client_id_157da55b ON public.subscriptions_subscription USING btree (client_id);


--
-- Name: survey_call_work; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX survey_call_work ON public.performance_surveycall USING btree (institution_id, period, state);


--
-- Name: taken_of_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX taken_of_person ON public.exchange_taken USING btree (person_id, id DESC);


--
-- Name: task_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX task_due ON public.cases_task USING btree (due_at) WHERE ((escalated_at IS NULL) AND ((state)::text = 'OPEN'::text));


--
-- Name: task_open_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX task_open_once ON public.cases_task USING btree (case_id, code, institution_id) NULLS NOT DISTINCT WHERE ((state)::text = 'OPEN'::text);


--
-- Name: task_worklist; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX task_worklist ON public.cases_task USING btree (role, institution_id, due_at) WHERE ((state)::text = 'OPEN'::text);


--
-- Name: transfer_queue; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX transfer_queue ON public.beds_transfer USING btree (queue_key);


--
-- Name: triage_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX triage_person ON public.booking_triage USING btree (person_id, at DESC);


--
-- Name: unique_authenticator_type; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));


--
-- Name: unique_primary_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";


--
-- Name: unique_verified_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;


--
-- Name: version_one_proposed; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX version_one_proposed ON public.agreements_version USING btree (agreement_id) WHERE ((state)::text = 'PROPOSED'::text);


--
-- Name: vigilance_alarm_decision_id_7a3dec2a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_alarm_decision_id_7a3dec2a ON public.vigilance_alarm USING btree (decision_id);


--
-- Name: vigilance_alarm_institution_id_fbf73859; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_alarm_institution_id_fbf73859 ON public.vigilance_alarm USING btree (institution_id);


--
-- Name: vigilance_alarm_place_id_c6f19f3b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_alarm_place_id_c6f19f3b ON public.vigilance_alarm USING btree (place_id);


--
-- Name: vigilance_alarm_response_id_47a0140e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_alarm_response_id_47a0140e ON public.vigilance_alarm USING btree (response_id);


--
-- Name: vigilance_casualty_bed_id_26bb1bde; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_casualty_bed_id_26bb1bde ON public.vigilance_casualty USING btree (bed_id);


--
-- Name: vigilance_casualty_decision_id_4089d84d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_casualty_decision_id_4089d84d ON public.vigilance_casualty USING btree (decision_id);


--
-- Name: vigilance_casualty_place_id_130e315e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_casualty_place_id_130e315e ON public.vigilance_casualty USING btree (place_id);


--
-- Name: vigilance_casualty_response_id_82769564; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_casualty_response_id_82769564 ON public.vigilance_casualty USING btree (response_id);


--
-- Name: vigilance_casualty_transfer_id_fc018d46; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_casualty_transfer_id_fc018d46 ON public.vigilance_casualty USING btree (transfer_id);


--
-- Name: vigilance_daycount_institution_id_a9cb1bcd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_daycount_institution_id_a9cb1bcd ON public.vigilance_daycount USING btree (institution_id);


--
-- Name: vigilance_daycount_place_id_8ad6721f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_daycount_place_id_8ad6721f ON public.vigilance_daycount USING btree (place_id);


--
-- Name: vigilance_pledge_institution_id_db9d1ab0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_pledge_institution_id_db9d1ab0 ON public.vigilance_pledge USING btree (institution_id);


--
-- Name: vigilance_pledge_response_id_d2264f5b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_pledge_response_id_d2264f5b ON public.vigilance_pledge USING btree (response_id);


--
-- Name: vigilance_pooledbed_bed_id_b14f981a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_pooledbed_bed_id_b14f981a ON public.vigilance_pooledbed USING btree (bed_id);


--
-- Name: vigilance_pooledbed_pledge_id_345184b5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_pooledbed_pledge_id_345184b5 ON public.vigilance_pooledbed USING btree (pledge_id);


--
-- Name: vigilance_pooledbed_response_id_925684e4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_pooledbed_response_id_925684e4 ON public.vigilance_pooledbed USING btree (response_id);


--
-- Name: vigilance_pooledstaff_pledge_id_24e09676; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_pooledstaff_pledge_id_24e09676 ON public.vigilance_pooledstaff USING btree (pledge_id);


--
-- Name: vigilance_pooledstaff_practitioner_id_d9783a5f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_pooledstaff_practitioner_id_d9783a5f ON public.vigilance_pooledstaff USING btree (practitioner_id);


--
-- Name: vigilance_pooledstaff_response_id_88df224e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_pooledstaff_response_id_88df224e ON public.vigilance_pooledstaff USING btree (response_id);


--
-- Name: vigilance_response_decision_id_43b4564e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_response_decision_id_43b4564e ON public.vigilance_response USING btree (decision_id);


--
-- Name: vigilance_response_place_id_d2b3730e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_response_place_id_d2b3730e ON public.vigilance_response USING btree (place_id);


--
-- Name: vigilance_response_placement_id_8fc009dd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX vigilance_response_placement_id_8fc009dd ON public.vigilance_response USING btree (placement_id);


--
-- Name: visit_desk; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visit_desk ON public.visits_visit USING btree (institution_id, state) WHERE ((state)::text = ANY ((ARRAY['ASKED'::character varying, 'ACCEPTED'::character varying, 'PLANNED'::character varying, 'UNDER_WAY'::character varying])::text[]));


--
-- Name: visit_ended; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visit_ended ON public.visits_visit USING btree (institution_id, ended_at DESC);


--
-- Name: visit_of_due_work_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX visit_of_due_work_once ON public.visits_visit USING btree (due_work_id) WHERE ((state)::text = ANY ((ARRAY['ASKED'::character varying, 'ACCEPTED'::character varying, 'PLANNED'::character varying, 'UNDER_WAY'::character varying, 'DONE'::character varying])::text[]));


--
-- Name: visit_of_enrolment_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX visit_of_enrolment_once ON public.visits_visit USING btree (enrolment_id, "window") WHERE (enrolment_id IS NOT NULL);


--
-- Name: visit_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visit_person ON public.visits_visit USING btree (person_id, id DESC);


--
-- Name: visit_worker; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visit_worker ON public.visits_visit USING btree (practitioner_id, id DESC);


--
-- Name: visits_attendance_enrolment_id_3e35912e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_attendance_enrolment_id_3e35912e ON public.visits_attendance USING btree (enrolment_id);


--
-- Name: visits_enrolment_decision_id_f5def0eb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_enrolment_decision_id_f5def0eb ON public.visits_enrolment USING btree (decision_id);


--
-- Name: visits_enrolment_institution_id_a814c374; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_enrolment_institution_id_a814c374 ON public.visits_enrolment USING btree (institution_id);


--
-- Name: visits_enrolment_person_id_361f9364; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_enrolment_person_id_361f9364 ON public.visits_enrolment USING btree (person_id);


--
-- Name: visits_pointservice_enrolment_id_e63d52fd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_pointservice_enrolment_id_e63d52fd ON public.visits_pointservice USING btree (enrolment_id);


--
-- Name: visits_pointservice_practitioner_id_fed4d53a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_pointservice_practitioner_id_fed4d53a ON public.visits_pointservice USING btree (practitioner_id);


--
-- Name: visits_visit_asked_by_id_be879fb3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_visit_asked_by_id_be879fb3 ON public.visits_visit USING btree (asked_by_id);


--
-- Name: visits_visit_due_work_id_141a31f2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_visit_due_work_id_141a31f2 ON public.visits_visit USING btree (due_work_id);


--
-- Name: visits_visit_enrolment_id_2e5176ec; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_visit_enrolment_id_2e5176ec ON public.visits_visit USING btree (enrolment_id);


--
-- Name: visits_visit_institution_id_ba01bb79; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_visit_institution_id_ba01bb79 ON public.visits_visit USING btree (institution_id);


--
-- Name: visits_visit_person_id_4a1f66a9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_visit_person_id_4a1f66a9 ON public.visits_visit USING btree (person_id);


--
-- Name: visits_visit_plan_id_c12bce93; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_visit_plan_id_c12bce93 ON public.visits_visit USING btree (plan_id);


--
-- Name: visits_visit_practitioner_id_bef1da66; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_visit_practitioner_id_bef1da66 ON public.visits_visit USING btree (practitioner_id);


--
-- Name: visits_visit_risk_id_5badb3d0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_visit_risk_id_5badb3d0 ON public.visits_visit USING btree (risk_id);


--
-- Name: visits_visit_second_id_ea2c7da1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_visit_second_id_ea2c7da1 ON public.visits_visit USING btree (second_id);


--
-- Name: visits_visitcheck_decision_id_f7cc8996; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_visitcheck_decision_id_f7cc8996 ON public.visits_visitcheck USING btree (decision_id);


--
-- Name: visits_visitcheck_visit_id_aeef73b3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_visitcheck_visit_id_aeef73b3 ON public.visits_visitcheck USING btree (visit_id);


--
-- Name: visits_visititem_decision_id_27562896; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_visititem_decision_id_27562896 ON public.visits_visititem USING btree (decision_id);


--
-- Name: visits_visititem_visit_id_e5647451; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX visits_visititem_visit_id_e5647451 ON public.visits_visititem USING btree (visit_id);


--
-- Name: agreement_span; Type: STATISTICS; Schema: public; Owner: -
--

CREATE STATISTICS public.agreement_span ON lower(span), upper(span) FROM public.agreements_agreement;


--
-- Name: key_group_span; Type: STATISTICS; Schema: public; Owner: -
--

CREATE STATISTICS public.key_group_span ON lower(span), upper(span) FROM public.key_groups_membership;


--
-- Name: member_span; Type: STATISTICS; Schema: public; Owner: -
--

CREATE STATISTICS public.member_span ON lower(span), upper(span) FROM public.agreements_member;


--
-- Name: person_died_on; Type: STATISTICS; Schema: public; Owner: -
--

CREATE STATISTICS public.person_died_on ON ((died_at AT TIME ZONE 'Asia/Shanghai'::text)::date) FROM public.people_person;


--
-- Name: accounts_account accounts_account_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER accounts_account_append_only BEFORE DELETE OR UPDATE ON public.accounts_account FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: accounts_chunk accounts_chunk_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER accounts_chunk_append_only BEFORE DELETE OR UPDATE ON public.accounts_chunk FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: accounts_entry accounts_entry_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER accounts_entry_append_only BEFORE DELETE OR UPDATE ON public.accounts_entry FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: accounts_posting accounts_posting_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER accounts_posting_append_only BEFORE DELETE OR UPDATE ON public.accounts_posting FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: audit_entry audit_entry_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_entry_append_only BEFORE DELETE OR UPDATE ON public.audit_entry FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: audit_seal audit_seal_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_seal_append_only BEFORE DELETE OR UPDATE ON public.audit_seal FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: budgets_capitation budgets_capitation_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER budgets_capitation_append_only BEFORE DELETE OR UPDATE ON public.budgets_capitation FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: budgets_capitationwithdrawal budgets_capitationwithdrawal_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER budgets_capitationwithdrawal_append_only BEFORE DELETE OR UPDATE ON public.budgets_capitationwithdrawal FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: budgets_consortiumbalance budgets_consortiumbalance_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER budgets_consortiumbalance_append_only BEFORE DELETE OR UPDATE ON public.budgets_consortiumbalance FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: budgets_groupsum budgets_groupsum_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER budgets_groupsum_append_only BEFORE DELETE OR UPDATE ON public.budgets_groupsum FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: budgets_leftout budgets_leftout_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER budgets_leftout_append_only BEFORE DELETE OR UPDATE ON public.budgets_leftout FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: budgets_package budgets_package_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER budgets_package_append_only BEFORE DELETE OR UPDATE ON public.budgets_package FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: budgets_packageshare budgets_packageshare_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER budgets_packageshare_append_only BEFORE DELETE OR UPDATE ON public.budgets_packageshare FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: budgets_statement budgets_statement_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER budgets_statement_append_only BEFORE DELETE OR UPDATE ON public.budgets_statement FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: care_consultation care_consultation_answered; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER care_consultation_answered BEFORE UPDATE ON public.care_consultation FOR EACH ROW WHEN ((old.answered_at IS NOT NULL)) EXECUTE FUNCTION public.refuse_change();


--
-- Name: care_consultation care_consultation_no_delete; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER care_consultation_no_delete BEFORE DELETE ON public.care_consultation FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: care_followup care_followup_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER care_followup_append_only BEFORE DELETE OR UPDATE ON public.care_followup FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: cases_event cases_event_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER cases_event_append_only BEFORE DELETE OR UPDATE ON public.cases_event FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: claims_bearing claims_bearing_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER claims_bearing_append_only BEFORE DELETE OR UPDATE ON public.claims_bearing FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: claims_claimline claims_claimline_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER claims_claimline_append_only BEFORE DELETE OR UPDATE ON public.claims_claimline FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: decisions_decision decisions_decision_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER decisions_decision_append_only BEFORE DELETE OR UPDATE ON public.decisions_decision FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: fees_subject fees_subject_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER fees_subject_append_only BEFORE DELETE OR UPDATE ON public.fees_subject FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: fees_term fees_term_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER fees_term_append_only BEFORE DELETE OR UPDATE ON public.fees_term FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: fees_unit fees_unit_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER fees_unit_append_only BEFORE DELETE OR UPDATE ON public.fees_unit FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: fees_work fees_work_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER fees_work_append_only BEFORE DELETE OR UPDATE ON public.fees_work FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: ledger_act ledger_act_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER ledger_act_append_only BEFORE DELETE OR UPDATE ON public.ledger_act FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: oversight_evidence oversight_evidence_append_only; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER oversight_evidence_append_only BEFORE DELETE OR UPDATE ON public.oversight_evidence FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();


--
-- Name: procrastinate_jobs procrastinate_jobs_notify_queue_job_aborted_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();


--
-- Name: procrastinate_jobs procrastinate_jobs_notify_queue_job_inserted_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_abort_requested_events_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_delete_jobs_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_scheduled_events_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_status_events_insert_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_status_events_update_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();


--
-- Name: vigilance_pooledbed vigilance_pooledbed_released_once; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER vigilance_pooledbed_released_once BEFORE DELETE OR UPDATE ON public.vigilance_pooledbed FOR EACH ROW WHEN ((old.released_at IS NOT NULL)) EXECUTE FUNCTION public.vigilance_released_once();


--
-- Name: vigilance_pooledstaff vigilance_pooledstaff_released_once; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER vigilance_pooledstaff_released_once BEFORE DELETE OR UPDATE ON public.vigilance_pooledstaff FOR EACH ROW WHEN ((old.released_at IS NOT NULL)) EXECUTE FUNCTION public.vigilance_released_once();


--
-- Name: access_account_groups access_account_groups_account_id_a8efab85_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_account_groups
    ADD CONSTRAINT access_account_groups_account_id_a8efab85_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: access_account_groups access_account_groups_group_id_5a53115f_fk_auth_group_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_account_groups
    ADD CONSTRAINT access_account_groups_group_id_5a53115f_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: access_account access_account_person_id_8e5af6cf_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_account
    ADD CONSTRAINT access_account_person_id_8e5af6cf_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: access_account_user_permissions access_account_user__account_id_7eeff073_fk_access_ac; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_account_user_permissions
    ADD CONSTRAINT access_account_user__account_id_7eeff073_fk_access_ac FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: access_account_user_permissions access_account_user__permission_id_56434d76_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_account_user_permissions
    ADD CONSTRAINT access_account_user__permission_id_56434d76_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: access_assignment access_assignment_account_id_4468438d_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_assignment
    ADD CONSTRAINT access_assignment_account_id_4468438d_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: access_assignment access_assignment_institution_id_9e2f1cbf_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_assignment
    ADD CONSTRAINT access_assignment_institution_id_9e2f1cbf_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: access_assignment access_assignment_place_id_ac480d97_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_assignment
    ADD CONSTRAINT access_assignment_place_id_ac480d97_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: access_denial access_denial_institution_id_66fd0611_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_denial
    ADD CONSTRAINT access_denial_institution_id_66fd0611_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: access_denial access_denial_person_id_dad628f2_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_denial
    ADD CONSTRAINT access_denial_person_id_dad628f2_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: access_grant access_grant_person_id_2cb654af_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_grant
    ADD CONSTRAINT access_grant_person_id_2cb654af_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: access_invitation access_invitation_account_id_2b8aa96a_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_invitation
    ADD CONSTRAINT access_invitation_account_id_2b8aa96a_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: account_emailaddress account_emailaddress_user_id_2c513194_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_access_account_id FOREIGN KEY (user_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: account_emailconfirmation account_emailconfirm_email_address_id_5b7f8c58_fk_account_e; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_account accounts_account_institution_id_23d1f18a_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_institution_id_23d1f18a_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_account accounts_account_person_id_6886ddb7_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_person_id_6886ddb7_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_account accounts_account_practitioner_id_8aa90479_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_practitioner_id_8aa90479_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_chunk accounts_chunk_run_id_4f458e9a_fk_accounts_run_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_chunk
    ADD CONSTRAINT accounts_chunk_run_id_4f458e9a_fk_accounts_run_id FOREIGN KEY (run_id) REFERENCES public.accounts_run(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_entry accounts_entry_run_id_6ac93b27_fk_accounts_run_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_entry
    ADD CONSTRAINT accounts_entry_run_id_6ac93b27_fk_accounts_run_id FOREIGN KEY (run_id) REFERENCES public.accounts_run(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_posting accounts_posting_credit_id_99499962_fk_accounts_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_posting
    ADD CONSTRAINT accounts_posting_credit_id_99499962_fk_accounts_account_id FOREIGN KEY (credit_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_posting accounts_posting_debit_id_f5f05e50_fk_accounts_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_posting
    ADD CONSTRAINT accounts_posting_debit_id_f5f05e50_fk_accounts_account_id FOREIGN KEY (debit_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_posting accounts_posting_decision_id_e256fa03_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_posting
    ADD CONSTRAINT accounts_posting_decision_id_e256fa03_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_posting accounts_posting_entry_id_0916e024_fk_accounts_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_posting
    ADD CONSTRAINT accounts_posting_entry_id_0916e024_fk_accounts_entry_id FOREIGN KEY (entry_id) REFERENCES public.accounts_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_posting accounts_posting_reverses_id_7da481f4_fk_accounts_posting_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_posting
    ADD CONSTRAINT accounts_posting_reverses_id_7da481f4_fk_accounts_posting_id FOREIGN KEY (reverses_id) REFERENCES public.accounts_posting(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_posting accounts_posting_run_id_511dca12_fk_accounts_run_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_posting
    ADD CONSTRAINT accounts_posting_run_id_511dca12_fk_accounts_run_id FOREIGN KEY (run_id) REFERENCES public.accounts_run(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_run accounts_run_adjusts_id_a17b33c7_fk_accounts_run_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_run
    ADD CONSTRAINT accounts_run_adjusts_id_a17b33c7_fk_accounts_run_id FOREIGN KEY (adjusts_id) REFERENCES public.accounts_run(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_agreement agreements_agreement_document_id_70aba54b_fk_documents; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_document_id_70aba54b_fk_documents FOREIGN KEY (document_id) REFERENCES public.documents_document(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_agreement agreements_agreement_renews_id_8854bebe_fk_agreement; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_agreement
    ADD CONSTRAINT agreements_agreement_renews_id_8854bebe_fk_agreement FOREIGN KEY (renews_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_caseloadentry agreements_caseloade_decision_id_d1c6811f_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_caseloadentry
    ADD CONSTRAINT agreements_caseloade_decision_id_d1c6811f_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_caseloadentry agreements_caseloade_member_id_076b9a08_fk_network_t; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_caseloadentry
    ADD CONSTRAINT agreements_caseloade_member_id_076b9a08_fk_network_t FOREIGN KEY (member_id) REFERENCES public.network_teammember(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_caseloadentry agreements_caseloade_practitioner_id_b5560e31_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_caseloadentry
    ADD CONSTRAINT agreements_caseloade_practitioner_id_b5560e31_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_caseloadentry agreements_caseloadentry_person_id_d2857a7e_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_caseloadentry
    ADD CONSTRAINT agreements_caseloadentry_person_id_d2857a7e_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_caseloadentry agreements_caseloadentry_team_id_735204ae_fk_network_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_caseloadentry
    ADD CONSTRAINT agreements_caseloadentry_team_id_735204ae_fk_network_team_id FOREIGN KEY (team_id) REFERENCES public.network_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_item agreements_item_agreement_id_f1245d5c_fk_agreement; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_item
    ADD CONSTRAINT agreements_item_agreement_id_f1245d5c_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_item agreements_item_version_id_444fb88a_fk_agreements_version_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_item
    ADD CONSTRAINT agreements_item_version_id_444fb88a_fk_agreements_version_id FOREIGN KEY (version_id) REFERENCES public.agreements_version(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_member agreements_member_agreement_id_7bd7b6c6_fk_agreement; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_member
    ADD CONSTRAINT agreements_member_agreement_id_7bd7b6c6_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_member agreements_member_institution_id_10310937_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_member
    ADD CONSTRAINT agreements_member_institution_id_10310937_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_member agreements_member_person_id_cf8d12c3_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_member
    ADD CONSTRAINT agreements_member_person_id_cf8d12c3_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_member agreements_member_practitioner_id_4b7ce6da_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_member
    ADD CONSTRAINT agreements_member_practitioner_id_4b7ce6da_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_member agreements_member_team_id_2d34d895_fk_network_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_member
    ADD CONSTRAINT agreements_member_team_id_2d34d895_fk_network_team_id FOREIGN KEY (team_id) REFERENCES public.network_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_panel agreements_panel_practitioner_id_f490f4b8_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_panel
    ADD CONSTRAINT agreements_panel_practitioner_id_f490f4b8_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_party agreements_party_agreement_id_14d67e53_fk_agreement; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_party
    ADD CONSTRAINT agreements_party_agreement_id_14d67e53_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_party agreements_party_institution_id_f67a54dd_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_party
    ADD CONSTRAINT agreements_party_institution_id_f67a54dd_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_party agreements_party_practitioner_id_ad6d9a67_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_party
    ADD CONSTRAINT agreements_party_practitioner_id_ad6d9a67_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_party agreements_party_team_id_4397ba79_fk_network_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_party
    ADD CONSTRAINT agreements_party_team_id_4397ba79_fk_network_team_id FOREIGN KEY (team_id) REFERENCES public.network_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_project agreements_project_decision_id_d658cc7b_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_project
    ADD CONSTRAINT agreements_project_decision_id_d658cc7b_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_project agreements_project_team_id_1dd53e9b_fk_network_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_project
    ADD CONSTRAINT agreements_project_team_id_1dd53e9b_fk_network_team_id FOREIGN KEY (team_id) REFERENCES public.network_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_signature agreements_signature_account_id_e2ed11b2_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_signature
    ADD CONSTRAINT agreements_signature_account_id_e2ed11b2_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_signature agreements_signature_institution_id_ec90ac80_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_signature
    ADD CONSTRAINT agreements_signature_institution_id_ec90ac80_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_signature agreements_signature_version_id_2f1874b6_fk_agreement; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_signature
    ADD CONSTRAINT agreements_signature_version_id_2f1874b6_fk_agreement FOREIGN KEY (version_id) REFERENCES public.agreements_version(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_version agreements_version_agreement_id_d84c9bde_fk_agreement; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_version
    ADD CONSTRAINT agreements_version_agreement_id_d84c9bde_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_version agreements_version_decision_id_f22a9f80_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_version
    ADD CONSTRAINT agreements_version_decision_id_f22a9f80_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_version agreements_version_declined_by_id_d888e43d_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_version
    ADD CONSTRAINT agreements_version_declined_by_id_d888e43d_fk_network_i FOREIGN KEY (declined_by_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_version agreements_version_document_id_06486e21_fk_documents; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_version
    ADD CONSTRAINT agreements_version_document_id_06486e21_fk_documents FOREIGN KEY (document_id) REFERENCES public.documents_document(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: agreements_version agreements_version_drafted_by_id_a70fbfce_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.agreements_version
    ADD CONSTRAINT agreements_version_drafted_by_id_a70fbfce_fk_network_i FOREIGN KEY (drafted_by_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: assessments_assessment assessments_assessme_assessor_id_70ee953f_fk_access_ac; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assessments_assessment
    ADD CONSTRAINT assessments_assessme_assessor_id_70ee953f_fk_access_ac FOREIGN KEY (assessor_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: assessments_assessment assessments_assessme_decision_id_cd85c84d_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assessments_assessment
    ADD CONSTRAINT assessments_assessme_decision_id_cd85c84d_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: assessments_assessment assessments_assessme_institution_id_235caaff_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assessments_assessment
    ADD CONSTRAINT assessments_assessme_institution_id_235caaff_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: assessments_assessment assessments_assessment_person_id_118e6051_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.assessments_assessment
    ADD CONSTRAINT assessments_assessment_person_id_118e6051_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_group_permissions auth_group_permissio_permission_id_84c5c92e_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_group_permissions auth_group_permissions_group_id_b120cbf9_fk_auth_group_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_permission auth_permission_content_type_id_2f476e4b_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_bedclaim beds_bedclaim_bed_id_5d2ba4d4_fk_network_bed_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_bedclaim
    ADD CONSTRAINT beds_bedclaim_bed_id_5d2ba4d4_fk_network_bed_id FOREIGN KEY (bed_id) REFERENCES public.network_bed(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_bedclaim beds_bedclaim_case_id_cb79306d_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_bedclaim
    ADD CONSTRAINT beds_bedclaim_case_id_cb79306d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_bedclaim beds_bedclaim_person_id_0155ac58_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_bedclaim
    ADD CONSTRAINT beds_bedclaim_person_id_0155ac58_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_bedclaim beds_bedclaim_responsible_id_79770224_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_bedclaim
    ADD CONSTRAINT beds_bedclaim_responsible_id_79770224_fk_network_p FOREIGN KEY (responsible_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_offer beds_offer_decision_id_43eb823a_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_offer
    ADD CONSTRAINT beds_offer_decision_id_43eb823a_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_offer beds_offer_institution_id_83ddf4d5_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_offer
    ADD CONSTRAINT beds_offer_institution_id_83ddf4d5_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_offer beds_offer_transfer_id_c7c0aed5_fk_beds_transfer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_offer
    ADD CONSTRAINT beds_offer_transfer_id_c7c0aed5_fk_beds_transfer_id FOREIGN KEY (transfer_id) REFERENCES public.beds_transfer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_placement beds_placement_bed_id_b32231fa_fk_network_bed_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_placement
    ADD CONSTRAINT beds_placement_bed_id_b32231fa_fk_network_bed_id FOREIGN KEY (bed_id) REFERENCES public.network_bed(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_placement beds_placement_run_id_b75b48a9_fk_beds_placementrun_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_placement
    ADD CONSTRAINT beds_placement_run_id_b75b48a9_fk_beds_placementrun_id FOREIGN KEY (run_id) REFERENCES public.beds_placementrun(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_placement beds_placement_transfer_id_7147f5fc_fk_beds_transfer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_placement
    ADD CONSTRAINT beds_placement_transfer_id_7147f5fc_fk_beds_transfer_id FOREIGN KEY (transfer_id) REFERENCES public.beds_transfer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_placement beds_placement_vacated_by_id_25cea399_fk_beds_transfer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_placement
    ADD CONSTRAINT beds_placement_vacated_by_id_25cea399_fk_beds_transfer_id FOREIGN KEY (vacated_by_id) REFERENCES public.beds_transfer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_placementrun beds_placementrun_accepted_by_id_0f395122_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_placementrun
    ADD CONSTRAINT beds_placementrun_accepted_by_id_0f395122_fk_access_account_id FOREIGN KEY (accepted_by_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_placementrun beds_placementrun_decision_id_d967e004_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_placementrun
    ADD CONSTRAINT beds_placementrun_decision_id_d967e004_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_placementrun beds_placementrun_place_id_4f4839cf_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_placementrun
    ADD CONSTRAINT beds_placementrun_place_id_4f4839cf_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_presence beds_presence_claim_id_32e1e58e_fk_beds_bedclaim_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_presence
    ADD CONSTRAINT beds_presence_claim_id_32e1e58e_fk_beds_bedclaim_id FOREIGN KEY (claim_id) REFERENCES public.beds_bedclaim(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_presence beds_presence_person_id_e8d6f4de_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_presence
    ADD CONSTRAINT beds_presence_person_id_e8d6f4de_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_transfer beds_transfer_case_id_f94efaa8_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_transfer
    ADD CONSTRAINT beds_transfer_case_id_f94efaa8_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_transfer beds_transfer_evaluation_id_edf3e9d1_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_transfer
    ADD CONSTRAINT beds_transfer_evaluation_id_edf3e9d1_fk_decisions_decision_id FOREIGN KEY (evaluation_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_transfer beds_transfer_from_claim_id_0ae99874_fk_beds_bedclaim_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_transfer
    ADD CONSTRAINT beds_transfer_from_claim_id_0ae99874_fk_beds_bedclaim_id FOREIGN KEY (from_claim_id) REFERENCES public.beds_bedclaim(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_transfer beds_transfer_person_id_387befc4_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_transfer
    ADD CONSTRAINT beds_transfer_person_id_387befc4_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: beds_transfer beds_transfer_to_claim_id_736dc4a9_fk_beds_bedclaim_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.beds_transfer
    ADD CONSTRAINT beds_transfer_to_claim_id_736dc4a9_fk_beds_bedclaim_id FOREIGN KEY (to_claim_id) REFERENCES public.beds_bedclaim(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: booking_booking booking_booking_act_id_dd045339_fk_ledger_act_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_booking
    ADD CONSTRAINT booking_booking_act_id_dd045339_fk_ledger_act_id FOREIGN KEY (act_id) REFERENCES public.ledger_act(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: booking_booking booking_booking_benefit_id_44e98536_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_booking
    ADD CONSTRAINT booking_booking_benefit_id_44e98536_fk_decisions_decision_id FOREIGN KEY (benefit_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: booking_booking booking_booking_case_id_a9445aec_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_booking
    ADD CONSTRAINT booking_booking_case_id_a9445aec_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: booking_booking booking_booking_clinic_id_db399605_fk_booking_clinic_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_booking
    ADD CONSTRAINT booking_booking_clinic_id_db399605_fk_booking_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.booking_clinic(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: booking_booking booking_booking_decision_id_b66e5bcb_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_booking
    ADD CONSTRAINT booking_booking_decision_id_b66e5bcb_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: booking_booking booking_booking_person_id_bdfa5882_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_booking
    ADD CONSTRAINT booking_booking_person_id_bdfa5882_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: booking_booking booking_booking_session_id_67c699e2_fk_booking_session_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_booking
    ADD CONSTRAINT booking_booking_session_id_67c699e2_fk_booking_session_id FOREIGN KEY (session_id) REFERENCES public.booking_session(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: booking_booking booking_booking_turn_decision_id_9d4090db_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_booking
    ADD CONSTRAINT booking_booking_turn_decision_id_9d4090db_fk_decisions FOREIGN KEY (turn_decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: booking_clinic booking_clinic_institution_id_bd595415_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_clinic
    ADD CONSTRAINT booking_clinic_institution_id_bd595415_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: booking_clinic booking_clinic_practitioner_id_ebb40bbd_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_clinic
    ADD CONSTRAINT booking_clinic_practitioner_id_ebb40bbd_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: booking_session booking_session_clinic_id_3d7bc147_fk_booking_clinic_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_session
    ADD CONSTRAINT booking_session_clinic_id_3d7bc147_fk_booking_clinic_id FOREIGN KEY (clinic_id) REFERENCES public.booking_clinic(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: booking_session booking_session_decision_id_bff69d55_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_session
    ADD CONSTRAINT booking_session_decision_id_bff69d55_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: booking_triage booking_triage_decision_id_f22be316_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_triage
    ADD CONSTRAINT booking_triage_decision_id_f22be316_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: booking_triage booking_triage_person_id_d64df9db_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.booking_triage
    ADD CONSTRAINT booking_triage_person_id_d64df9db_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_capitation budgets_capitation_decision_id_6f80e916_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_capitation
    ADD CONSTRAINT budgets_capitation_decision_id_6f80e916_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_capitation budgets_capitation_entry_id_513ba265_fk_accounts_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_capitation
    ADD CONSTRAINT budgets_capitation_entry_id_513ba265_fk_accounts_entry_id FOREIGN KEY (entry_id) REFERENCES public.accounts_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_capitation budgets_capitation_institution_id_33fbe1de_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_capitation
    ADD CONSTRAINT budgets_capitation_institution_id_33fbe1de_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_capitationwithdrawal budgets_capitationwi_capitation_id_484cb095_fk_budgets_c; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_capitationwithdrawal
    ADD CONSTRAINT budgets_capitationwi_capitation_id_484cb095_fk_budgets_c FOREIGN KEY (capitation_id) REFERENCES public.budgets_capitation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_capitationwithdrawal budgets_capitationwi_reversal_id_bc510425_fk_accounts_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_capitationwithdrawal
    ADD CONSTRAINT budgets_capitationwi_reversal_id_bc510425_fk_accounts_ FOREIGN KEY (reversal_id) REFERENCES public.accounts_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_consortiumbalance budgets_consortiumba_consortium_id_1ccaab4d_fk_agreement; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_consortiumbalance
    ADD CONSTRAINT budgets_consortiumba_consortium_id_1ccaab4d_fk_agreement FOREIGN KEY (consortium_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_consortiumbalance budgets_consortiumba_decision_id_e331eac2_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_consortiumbalance
    ADD CONSTRAINT budgets_consortiumba_decision_id_e331eac2_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_consortiumbalance budgets_consortiumba_run_id_e6189b60_fk_budgets_s; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_consortiumbalance
    ADD CONSTRAINT budgets_consortiumba_run_id_e6189b60_fk_budgets_s FOREIGN KEY (run_id) REFERENCES public.budgets_settlementrun(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_groupsum budgets_groupsum_statement_id_ac30a47a_fk_budgets_statement_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_groupsum
    ADD CONSTRAINT budgets_groupsum_statement_id_ac30a47a_fk_budgets_statement_id FOREIGN KEY (statement_id) REFERENCES public.budgets_statement(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_leftout budgets_leftout_run_id_d47498aa_fk_budgets_settlementrun_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_leftout
    ADD CONSTRAINT budgets_leftout_run_id_d47498aa_fk_budgets_settlementrun_id FOREIGN KEY (run_id) REFERENCES public.budgets_settlementrun(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_package budgets_package_decision_id_41853f67_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_package
    ADD CONSTRAINT budgets_package_decision_id_41853f67_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_package budgets_package_run_id_72fb571e_fk_budgets_settlementrun_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_package
    ADD CONSTRAINT budgets_package_run_id_72fb571e_fk_budgets_settlementrun_id FOREIGN KEY (run_id) REFERENCES public.budgets_settlementrun(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_packageshare budgets_packageshare_institution_id_d0e0132b_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_packageshare
    ADD CONSTRAINT budgets_packageshare_institution_id_d0e0132b_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_packageshare budgets_packageshare_package_id_ce3848ea_fk_budgets_package_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_packageshare
    ADD CONSTRAINT budgets_packageshare_package_id_ce3848ea_fk_budgets_package_id FOREIGN KEY (package_id) REFERENCES public.budgets_package(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_settlementrun budgets_settlementru_decision_id_0e947143_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_settlementrun
    ADD CONSTRAINT budgets_settlementru_decision_id_0e947143_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_settlementrun budgets_settlementrun_entry_id_80831410_fk_accounts_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_settlementrun
    ADD CONSTRAINT budgets_settlementrun_entry_id_80831410_fk_accounts_entry_id FOREIGN KEY (entry_id) REFERENCES public.accounts_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_statement budgets_statement_institution_id_86fd23d2_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_statement
    ADD CONSTRAINT budgets_statement_institution_id_86fd23d2_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: budgets_statement budgets_statement_run_id_c443738f_fk_budgets_settlementrun_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.budgets_statement
    ADD CONSTRAINT budgets_statement_run_id_c443738f_fk_budgets_settlementrun_id FOREIGN KEY (run_id) REFERENCES public.budgets_settlementrun(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_consultation care_consultation_act_id_9551a7cb_fk_ledger_act_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_consultation
    ADD CONSTRAINT care_consultation_act_id_9551a7cb_fk_ledger_act_id FOREIGN KEY (act_id) REFERENCES public.ledger_act(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_consultation care_consultation_answered_by_id_cd3bef68_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_consultation
    ADD CONSTRAINT care_consultation_answered_by_id_cd3bef68_fk_access_account_id FOREIGN KEY (answered_by_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_consultation care_consultation_asked_by_id_e5843fdc_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_consultation
    ADD CONSTRAINT care_consultation_asked_by_id_e5843fdc_fk_access_account_id FOREIGN KEY (asked_by_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_consultation care_consultation_case_id_3a1d3329_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_consultation
    ADD CONSTRAINT care_consultation_case_id_3a1d3329_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_consultation care_consultation_decision_id_73b0a884_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_consultation
    ADD CONSTRAINT care_consultation_decision_id_73b0a884_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_consultation care_consultation_institution_id_cb597836_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_consultation
    ADD CONSTRAINT care_consultation_institution_id_cb597836_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_consultation care_consultation_person_id_c0818352_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_consultation
    ADD CONSTRAINT care_consultation_person_id_c0818352_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_consultation care_consultation_practitioner_id_4171fe84_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_consultation
    ADD CONSTRAINT care_consultation_practitioner_id_4171fe84_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_duework care_duework_act_id_6635bdf3_fk_ledger_act_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_duework
    ADD CONSTRAINT care_duework_act_id_6635bdf3_fk_ledger_act_id FOREIGN KEY (act_id) REFERENCES public.ledger_act(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_duework care_duework_decision_id_ace7d124_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_duework
    ADD CONSTRAINT care_duework_decision_id_ace7d124_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_duework care_duework_institution_id_e25712c9_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_duework
    ADD CONSTRAINT care_duework_institution_id_e25712c9_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_duework care_duework_person_id_63358383_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_duework
    ADD CONSTRAINT care_duework_person_id_63358383_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_duework care_duework_plan_item_id_acece568_fk_care_planitem_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_duework
    ADD CONSTRAINT care_duework_plan_item_id_acece568_fk_care_planitem_id FOREIGN KEY (plan_item_id) REFERENCES public.care_planitem(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_duework care_duework_practitioner_id_702a2964_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_duework
    ADD CONSTRAINT care_duework_practitioner_id_702a2964_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_duework care_duework_team_id_1e2d7663_fk_network_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_duework
    ADD CONSTRAINT care_duework_team_id_1e2d7663_fk_network_team_id FOREIGN KEY (team_id) REFERENCES public.network_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_followup care_followup_act_id_aaaf77c2_fk_ledger_act_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_followup
    ADD CONSTRAINT care_followup_act_id_aaaf77c2_fk_ledger_act_id FOREIGN KEY (act_id) REFERENCES public.ledger_act(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_followup care_followup_decision_id_1a454ead_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_followup
    ADD CONSTRAINT care_followup_decision_id_1a454ead_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_followup care_followup_institution_id_98be553d_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_followup
    ADD CONSTRAINT care_followup_institution_id_98be553d_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_followup care_followup_person_id_24fdf302_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_followup
    ADD CONSTRAINT care_followup_person_id_24fdf302_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_followup care_followup_practitioner_id_3605a7c9_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_followup
    ADD CONSTRAINT care_followup_practitioner_id_3605a7c9_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_plan care_plan_decision_id_c7356687_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_plan
    ADD CONSTRAINT care_plan_decision_id_c7356687_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_plan care_plan_institution_id_3251ad8c_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_plan
    ADD CONSTRAINT care_plan_institution_id_3251ad8c_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_plan care_plan_member_id_a032c565_fk_agreements_member_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_plan
    ADD CONSTRAINT care_plan_member_id_a032c565_fk_agreements_member_id FOREIGN KEY (member_id) REFERENCES public.agreements_member(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_plan care_plan_person_id_850ea5b5_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_plan
    ADD CONSTRAINT care_plan_person_id_850ea5b5_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_plan care_plan_practitioner_id_126093be_fk_network_practitioner_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_plan
    ADD CONSTRAINT care_plan_practitioner_id_126093be_fk_network_practitioner_id FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_plan care_plan_team_id_f9f9b736_fk_network_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_plan
    ADD CONSTRAINT care_plan_team_id_f9f9b736_fk_network_team_id FOREIGN KEY (team_id) REFERENCES public.network_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: care_planitem care_planitem_plan_id_5cf62ba4_fk_care_plan_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.care_planitem
    ADD CONSTRAINT care_planitem_plan_id_5cf62ba4_fk_care_plan_id FOREIGN KEY (plan_id) REFERENCES public.care_plan(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_attachment cases_attachment_case_id_1cf64b9f_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_attachment
    ADD CONSTRAINT cases_attachment_case_id_1cf64b9f_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_attachment cases_attachment_document_id_49b2f3f2_fk_documents_document_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_attachment
    ADD CONSTRAINT cases_attachment_document_id_49b2f3f2_fk_documents_document_id FOREIGN KEY (document_id) REFERENCES public.documents_document(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_case cases_case_institution_id_7c335c71_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_institution_id_7c335c71_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_case cases_case_person_id_f87eeffa_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_person_id_f87eeffa_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_case cases_case_place_id_bb1f10d2_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_place_id_bb1f10d2_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_event cases_event_account_id_a145f3b5_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_event
    ADD CONSTRAINT cases_event_account_id_a145f3b5_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_event cases_event_case_id_59b954a1_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_event
    ADD CONSTRAINT cases_event_case_id_59b954a1_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_event cases_event_decision_id_151617e7_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_event
    ADD CONSTRAINT cases_event_decision_id_151617e7_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_task cases_task_case_id_db8cf8f3_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_case_id_db8cf8f3_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_task cases_task_done_by_id_48c4c7f1_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_done_by_id_48c4c7f1_fk_access_account_id FOREIGN KEY (done_by_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_task cases_task_institution_id_56d360d9_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_institution_id_56d360d9_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cases_task cases_task_place_id_818c7315_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_place_id_818c7315_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_bearing claims_bearing_settlement_id_baacf6de_fk_claims_settlement_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_bearing
    ADD CONSTRAINT claims_bearing_settlement_id_baacf6de_fk_claims_settlement_id FOREIGN KEY (settlement_id) REFERENCES public.claims_settlement(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_caremonth claims_caremonth_decision_id_6116fb36_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_caremonth
    ADD CONSTRAINT claims_caremonth_decision_id_6116fb36_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_caremonth claims_caremonth_person_id_1d3a71b1_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_caremonth
    ADD CONSTRAINT claims_caremonth_person_id_1d3a71b1_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_claim claims_claim_bill_id_cc15af7c_fk_fees_bill_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_claim
    ADD CONSTRAINT claims_claim_bill_id_cc15af7c_fk_fees_bill_id FOREIGN KEY (bill_id) REFERENCES public.fees_bill(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_claim claims_claim_corrects_id_aae10cf2_fk_claims_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_claim
    ADD CONSTRAINT claims_claim_corrects_id_aae10cf2_fk_claims_claim_id FOREIGN KEY (corrects_id) REFERENCES public.claims_claim(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_claim claims_claim_institution_id_61716662_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_claim
    ADD CONSTRAINT claims_claim_institution_id_61716662_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_claim claims_claim_person_id_e7ff39ab_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_claim
    ADD CONSTRAINT claims_claim_person_id_e7ff39ab_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_claimedact claims_claimedact_act_id_00b95907_fk_ledger_act_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_claimedact
    ADD CONSTRAINT claims_claimedact_act_id_00b95907_fk_ledger_act_id FOREIGN KEY (act_id) REFERENCES public.ledger_act(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_claimedact claims_claimedact_line_id_386aaa4b_fk_claims_claimline_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_claimedact
    ADD CONSTRAINT claims_claimedact_line_id_386aaa4b_fk_claims_claimline_id FOREIGN KEY (line_id) REFERENCES public.claims_claimline(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_claimline claims_claimline_claim_id_bc37483f_fk_claims_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_claimline
    ADD CONSTRAINT claims_claimline_claim_id_bc37483f_fk_claims_claim_id FOREIGN KEY (claim_id) REFERENCES public.claims_claim(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_counter claims_counter_person_id_925d6c36_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_counter
    ADD CONSTRAINT claims_counter_person_id_925d6c36_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_cover claims_cover_family_payer_id_a94cd0cb_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_cover
    ADD CONSTRAINT claims_cover_family_payer_id_a94cd0cb_fk_people_person_id FOREIGN KEY (family_payer_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_cover claims_cover_person_id_ac329991_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_cover
    ADD CONSTRAINT claims_cover_person_id_ac329991_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_settlement claims_settlement_claim_id_16b413f5_fk_claims_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_settlement
    ADD CONSTRAINT claims_settlement_claim_id_16b413f5_fk_claims_claim_id FOREIGN KEY (claim_id) REFERENCES public.claims_claim(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_settlement claims_settlement_decision_id_34cb73af_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_settlement
    ADD CONSTRAINT claims_settlement_decision_id_34cb73af_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_settlement claims_settlement_entry_id_b4fe2c0d_fk_accounts_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_settlement
    ADD CONSTRAINT claims_settlement_entry_id_b4fe2c0d_fk_accounts_entry_id FOREIGN KEY (entry_id) REFERENCES public.accounts_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_settlement claims_settlement_person_id_f4ab1ea2_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_settlement
    ADD CONSTRAINT claims_settlement_person_id_f4ab1ea2_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_settlement claims_settlement_reversal_id_17edec50_fk_accounts_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_settlement
    ADD CONSTRAINT claims_settlement_reversal_id_17edec50_fk_accounts_entry_id FOREIGN KEY (reversal_id) REFERENCES public.accounts_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_settlementlist claims_settlementlis_decision_id_ff169a4e_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_settlementlist
    ADD CONSTRAINT claims_settlementlis_decision_id_ff169a4e_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: claims_settlementlist claims_settlementlis_institution_id_27c9d7c7_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.claims_settlementlist
    ADD CONSTRAINT claims_settlementlis_institution_id_27c9d7c7_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: clients_assertion clients_assertion_client_id_eecb9d3e_fk_clients_client_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_assertion
    ADD CONSTRAINT clients_assertion_client_id_eecb9d3e_fk_clients_client_id FOREIGN KEY (client_id) REFERENCES public.clients_client(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: clients_authorisation clients_authorisatio_assignment_id_b76dbd83_fk_access_as; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_authorisation
    ADD CONSTRAINT clients_authorisatio_assignment_id_b76dbd83_fk_access_as FOREIGN KEY (assignment_id) REFERENCES public.access_assignment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: clients_authorisation clients_authorisatio_decision_id_b7b2cef2_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_authorisation
    ADD CONSTRAINT clients_authorisatio_decision_id_b7b2cef2_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: clients_authorisation clients_authorisation_client_id_26d0d9a2_fk_clients_client_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_authorisation
    ADD CONSTRAINT clients_authorisation_client_id_26d0d9a2_fk_clients_client_id FOREIGN KEY (client_id) REFERENCES public.clients_client(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: clients_authorisation clients_authorisation_person_id_b269c5bc_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_authorisation
    ADD CONSTRAINT clients_authorisation_person_id_b269c5bc_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: clients_client clients_client_assignment_id_14a34c67_fk_access_assignment_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_client
    ADD CONSTRAINT clients_client_assignment_id_14a34c67_fk_access_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.access_assignment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: clients_client clients_client_institution_id_86570cc6_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_client
    ADD CONSTRAINT clients_client_institution_id_86570cc6_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: clients_code clients_code_authorisation_id_94bd1eb3_fk_clients_a; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_code
    ADD CONSTRAINT clients_code_authorisation_id_94bd1eb3_fk_clients_a FOREIGN KEY (authorisation_id) REFERENCES public.clients_authorisation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: clients_launch clients_launch_assignment_id_b238d525_fk_access_assignment_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_launch
    ADD CONSTRAINT clients_launch_assignment_id_b238d525_fk_access_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.access_assignment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: clients_launch clients_launch_client_id_e0a96c1c_fk_clients_client_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_launch
    ADD CONSTRAINT clients_launch_client_id_e0a96c1c_fk_clients_client_id FOREIGN KEY (client_id) REFERENCES public.clients_client(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: clients_launch clients_launch_person_id_739e3a6d_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_launch
    ADD CONSTRAINT clients_launch_person_id_739e3a6d_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: clients_token clients_token_authorisation_id_43e9ee3f_fk_clients_a; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.clients_token
    ADD CONSTRAINT clients_token_authorisation_id_43e9ee3f_fk_clients_a FOREIGN KEY (authorisation_id) REFERENCES public.clients_authorisation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_consent consents_consent_decision_id_a7ee3af9_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_consent
    ADD CONSTRAINT consents_consent_decision_id_a7ee3af9_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_consent consents_consent_ended_by_id_120c058c_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_consent
    ADD CONSTRAINT consents_consent_ended_by_id_120c058c_fk_access_account_id FOREIGN KEY (ended_by_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_consent consents_consent_given_by_id_0b1d98db_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_consent
    ADD CONSTRAINT consents_consent_given_by_id_0b1d98db_fk_access_account_id FOREIGN KEY (given_by_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_consent consents_consent_grantee_account_id_6e8556b3_fk_access_ac; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_consent
    ADD CONSTRAINT consents_consent_grantee_account_id_6e8556b3_fk_access_ac FOREIGN KEY (grantee_account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_consent consents_consent_grantee_institution__d0384221_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_consent
    ADD CONSTRAINT consents_consent_grantee_institution__d0384221_fk_network_i FOREIGN KEY (grantee_institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_consent consents_consent_person_id_9538f86b_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_consent
    ADD CONSTRAINT consents_consent_person_id_9538f86b_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_consent consents_consent_replaces_id_dbd89c06_fk_consents_consent_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_consent
    ADD CONSTRAINT consents_consent_replaces_id_dbd89c06_fk_consents_consent_id FOREIGN KEY (replaces_id) REFERENCES public.consents_consent(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_consent consents_consent_witness_id_db323cf7_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_consent
    ADD CONSTRAINT consents_consent_witness_id_db323cf7_fk_access_account_id FOREIGN KEY (witness_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_consentcode consents_consentcode_account_id_4f0a10d1_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_consentcode
    ADD CONSTRAINT consents_consentcode_account_id_4f0a10d1_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_consentcode consents_consentcode_consent_id_8b470473_fk_consents_consent_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_consentcode
    ADD CONSTRAINT consents_consentcode_consent_id_8b470473_fk_consents_consent_id FOREIGN KEY (consent_id) REFERENCES public.consents_consent(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_emergencyaccess consents_emergencyac_account_id_b4ac1dc6_fk_access_ac; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_emergencyaccess
    ADD CONSTRAINT consents_emergencyac_account_id_b4ac1dc6_fk_access_ac FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_emergencyaccess consents_emergencyac_assignment_id_03edc76a_fk_access_as; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_emergencyaccess
    ADD CONSTRAINT consents_emergencyac_assignment_id_03edc76a_fk_access_as FOREIGN KEY (assignment_id) REFERENCES public.access_assignment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_emergencyaccess consents_emergencyac_decision_id_370cc562_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_emergencyaccess
    ADD CONSTRAINT consents_emergencyac_decision_id_370cc562_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_emergencyaccess consents_emergencyaccess_case_id_d89a6637_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_emergencyaccess
    ADD CONSTRAINT consents_emergencyaccess_case_id_d89a6637_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_emergencyaccess consents_emergencyaccess_person_id_2fdc2470_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_emergencyaccess
    ADD CONSTRAINT consents_emergencyaccess_person_id_2fdc2470_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_exportrequest consents_exportreque_answered_by_id_dcd35191_fk_access_as; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_exportrequest
    ADD CONSTRAINT consents_exportreque_answered_by_id_dcd35191_fk_access_as FOREIGN KEY (answered_by_id) REFERENCES public.access_assignment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_exportrequest consents_exportreque_asked_by_id_11d347df_fk_access_as; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_exportrequest
    ADD CONSTRAINT consents_exportreque_asked_by_id_11d347df_fk_access_as FOREIGN KEY (asked_by_id) REFERENCES public.access_assignment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_exportrequest consents_exportreque_decision_id_0f8d7b83_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_exportrequest
    ADD CONSTRAINT consents_exportreque_decision_id_0f8d7b83_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_exportrequest consents_exportrequest_place_id_eda75060_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_exportrequest
    ADD CONSTRAINT consents_exportrequest_place_id_eda75060_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_lookquestion consents_lookquestio_answered_by_id_29b41d5e_fk_access_ac; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_lookquestion
    ADD CONSTRAINT consents_lookquestio_answered_by_id_29b41d5e_fk_access_ac FOREIGN KEY (answered_by_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_lookquestion consents_lookquestion_asked_by_id_60beccb9_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_lookquestion
    ADD CONSTRAINT consents_lookquestion_asked_by_id_60beccb9_fk_access_account_id FOREIGN KEY (asked_by_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_lookquestion consents_lookquestion_case_id_b04e9def_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_lookquestion
    ADD CONSTRAINT consents_lookquestion_case_id_b04e9def_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_lookquestion consents_lookquestion_entry_id_e7f91d10_fk_audit_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_lookquestion
    ADD CONSTRAINT consents_lookquestion_entry_id_e7f91d10_fk_audit_entry_id FOREIGN KEY (entry_id) REFERENCES public.audit_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: consents_lookquestion consents_lookquestion_person_id_54892595_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.consents_lookquestion
    ADD CONSTRAINT consents_lookquestion_person_id_54892595_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_awayfiling cross_region_awayfil_decision_id_530905d4_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_awayfiling
    ADD CONSTRAINT cross_region_awayfil_decision_id_530905d4_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_awayfiling cross_region_awayfiling_case_id_541757cd_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_awayfiling
    ADD CONSTRAINT cross_region_awayfiling_case_id_541757cd_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_awayfiling cross_region_awayfiling_node_id_7a1261b3_fk_exchange_node_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_awayfiling
    ADD CONSTRAINT cross_region_awayfiling_node_id_7a1261b3_fk_exchange_node_id FOREIGN KEY (node_id) REFERENCES public.exchange_node(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_awayfiling cross_region_awayfiling_person_id_ec13d7fe_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_awayfiling
    ADD CONSTRAINT cross_region_awayfiling_person_id_ec13d7fe_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_awaysettlement cross_region_awayset_claim_id_00c8718a_fk_claims_cl; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_awaysettlement
    ADD CONSTRAINT cross_region_awayset_claim_id_00c8718a_fk_claims_cl FOREIGN KEY (claim_id) REFERENCES public.claims_claim(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_awaysettlement cross_region_awayset_node_id_de0a9aa4_fk_exchange_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_awaysettlement
    ADD CONSTRAINT cross_region_awayset_node_id_de0a9aa4_fk_exchange_ FOREIGN KEY (node_id) REFERENCES public.exchange_node(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_awaysettlement cross_region_awayset_person_id_b8d961d9_fk_people_pe; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_awaysettlement
    ADD CONSTRAINT cross_region_awayset_person_id_b8d961d9_fk_people_pe FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_clearing cross_region_clearin_decision_id_8d69f826_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_clearing
    ADD CONSTRAINT cross_region_clearin_decision_id_8d69f826_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_clearing cross_region_clearing_entry_id_e820aba2_fk_accounts_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_clearing
    ADD CONSTRAINT cross_region_clearing_entry_id_e820aba2_fk_accounts_entry_id FOREIGN KEY (entry_id) REFERENCES public.accounts_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_clearing cross_region_clearing_node_id_3df1260b_fk_exchange_node_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_clearing
    ADD CONSTRAINT cross_region_clearing_node_id_3df1260b_fk_exchange_node_id FOREIGN KEY (node_id) REFERENCES public.exchange_node(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_difference cross_region_differe_reconciliation_id_0efef37d_fk_cross_reg; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_difference
    ADD CONSTRAINT cross_region_differe_reconciliation_id_0efef37d_fk_cross_reg FOREIGN KEY (reconciliation_id) REFERENCES public.cross_region_reconciliation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_eligibility cross_region_eligibi_institution_id_30f86104_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_eligibility
    ADD CONSTRAINT cross_region_eligibi_institution_id_30f86104_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_eligibility cross_region_eligibility_node_id_aa145d2d_fk_exchange_node_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_eligibility
    ADD CONSTRAINT cross_region_eligibility_node_id_aa145d2d_fk_exchange_node_id FOREIGN KEY (node_id) REFERENCES public.exchange_node(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_eligibility cross_region_eligibility_person_id_cad999bb_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_eligibility
    ADD CONSTRAINT cross_region_eligibility_person_id_cad999bb_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_insurancecode cross_region_insuran_person_id_31828119_fk_people_pe; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_insurancecode
    ADD CONSTRAINT cross_region_insuran_person_id_31828119_fk_people_pe FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_insurancecode cross_region_insuran_used_by_id_79ded1b3_fk_exchange_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_insurancecode
    ADD CONSTRAINT cross_region_insuran_used_by_id_79ded1b3_fk_exchange_ FOREIGN KEY (used_by_id) REFERENCES public.exchange_node(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_prepayment cross_region_prepaym_decision_id_3d77e871_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_prepayment
    ADD CONSTRAINT cross_region_prepaym_decision_id_3d77e871_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_prepayment cross_region_prepayment_entry_id_9881969a_fk_accounts_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_prepayment
    ADD CONSTRAINT cross_region_prepayment_entry_id_9881969a_fk_accounts_entry_id FOREIGN KEY (entry_id) REFERENCES public.accounts_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_prepayment cross_region_prepayment_node_id_b4764cdb_fk_exchange_node_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_prepayment
    ADD CONSTRAINT cross_region_prepayment_node_id_b4764cdb_fk_exchange_node_id FOREIGN KEY (node_id) REFERENCES public.exchange_node(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_reconciliation cross_region_reconci_decision_id_ceb372ce_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_reconciliation
    ADD CONSTRAINT cross_region_reconci_decision_id_ceb372ce_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: cross_region_reconciliation cross_region_reconci_node_id_d04ab7db_fk_exchange_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.cross_region_reconciliation
    ADD CONSTRAINT cross_region_reconci_node_id_d04ab7db_fk_exchange_ FOREIGN KEY (node_id) REFERENCES public.exchange_node(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_carriedconsent exchange_carriedcons_consent_id_d8bee3d3_fk_consents_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_carriedconsent
    ADD CONSTRAINT exchange_carriedcons_consent_id_d8bee3d3_fk_consents_ FOREIGN KEY (consent_id) REFERENCES public.consents_consent(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_carriedconsent exchange_carriedconsent_node_id_0c2873ce_fk_exchange_node_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_carriedconsent
    ADD CONSTRAINT exchange_carriedconsent_node_id_0c2873ce_fk_exchange_node_id FOREIGN KEY (node_id) REFERENCES public.exchange_node(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_codemap exchange_codemap_node_id_5fa38cbf_fk_exchange_node_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_codemap
    ADD CONSTRAINT exchange_codemap_node_id_5fa38cbf_fk_exchange_node_id FOREIGN KEY (node_id) REFERENCES public.exchange_node(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_mappedcode exchange_mappedcode_map_id_c4a100c8_fk_exchange_codemap_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_mappedcode
    ADD CONSTRAINT exchange_mappedcode_map_id_c4a100c8_fk_exchange_codemap_id FOREIGN KEY (map_id) REFERENCES public.exchange_codemap(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_node exchange_node_client_id_a0d2e7a0_fk_clients_client_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_node
    ADD CONSTRAINT exchange_node_client_id_a0d2e7a0_fk_clients_client_id FOREIGN KEY (client_id) REFERENCES public.clients_client(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_partnerinstitution exchange_partnerinst_institution_id_1c3ff038_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_partnerinstitution
    ADD CONSTRAINT exchange_partnerinst_institution_id_1c3ff038_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_partnerinstitution exchange_partnerinst_node_id_00d58bff_fk_exchange_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_partnerinstitution
    ADD CONSTRAINT exchange_partnerinst_node_id_00d58bff_fk_exchange_ FOREIGN KEY (node_id) REFERENCES public.exchange_node(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_sent exchange_sent_consent_id_4f4f0125_fk_consents_consent_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_sent
    ADD CONSTRAINT exchange_sent_consent_id_4f4f0125_fk_consents_consent_id FOREIGN KEY (consent_id) REFERENCES public.consents_consent(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_sent exchange_sent_decision_id_7bee0b04_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_sent
    ADD CONSTRAINT exchange_sent_decision_id_7bee0b04_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_sent exchange_sent_institution_id_adb56dcb_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_sent
    ADD CONSTRAINT exchange_sent_institution_id_adb56dcb_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_sent exchange_sent_message_id_c14cf627_fk_postbox_outgoing_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_sent
    ADD CONSTRAINT exchange_sent_message_id_c14cf627_fk_postbox_outgoing_id FOREIGN KEY (message_id) REFERENCES public.postbox_outgoing(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_sent exchange_sent_node_id_0f760090_fk_exchange_node_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_sent
    ADD CONSTRAINT exchange_sent_node_id_0f760090_fk_exchange_node_id FOREIGN KEY (node_id) REFERENCES public.exchange_node(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_sent exchange_sent_person_id_6c957535_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_sent
    ADD CONSTRAINT exchange_sent_person_id_6c957535_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_sent exchange_sent_referral_id_6881d3e1_fk_referrals_referral_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_sent
    ADD CONSTRAINT exchange_sent_referral_id_6881d3e1_fk_referrals_referral_id FOREIGN KEY (referral_id) REFERENCES public.referrals_referral(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_sharedreferral exchange_sharedrefer_consent_id_588d1f52_fk_consents_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_sharedreferral
    ADD CONSTRAINT exchange_sharedrefer_consent_id_588d1f52_fk_consents_ FOREIGN KEY (consent_id) REFERENCES public.consents_consent(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_sharedreferral exchange_sharedrefer_referral_id_c3ea33fb_fk_referrals; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_sharedreferral
    ADD CONSTRAINT exchange_sharedrefer_referral_id_c3ea33fb_fk_referrals FOREIGN KEY (referral_id) REFERENCES public.referrals_referral(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_sharedreferral exchange_sharedreferral_node_id_805013ba_fk_exchange_node_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_sharedreferral
    ADD CONSTRAINT exchange_sharedreferral_node_id_805013ba_fk_exchange_node_id FOREIGN KEY (node_id) REFERENCES public.exchange_node(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_taken exchange_taken_consent_id_643f6a51_fk_consents_consent_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_taken
    ADD CONSTRAINT exchange_taken_consent_id_643f6a51_fk_consents_consent_id FOREIGN KEY (consent_id) REFERENCES public.consents_consent(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_taken exchange_taken_decision_id_b4b4e39e_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_taken
    ADD CONSTRAINT exchange_taken_decision_id_b4b4e39e_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_taken exchange_taken_node_id_a4eccd90_fk_exchange_node_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_taken
    ADD CONSTRAINT exchange_taken_node_id_a4eccd90_fk_exchange_node_id FOREIGN KEY (node_id) REFERENCES public.exchange_node(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: exchange_taken exchange_taken_person_id_352dcb5c_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.exchange_taken
    ADD CONSTRAINT exchange_taken_person_id_352dcb5c_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_bill fees_bill_care_side_id_1fc93c4b_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_bill
    ADD CONSTRAINT fees_bill_care_side_id_1fc93c4b_fk_network_institution_id FOREIGN KEY (care_side_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_bill fees_bill_decision_id_da890027_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_bill
    ADD CONSTRAINT fees_bill_decision_id_da890027_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_bill fees_bill_institution_id_0caa3310_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_bill
    ADD CONSTRAINT fees_bill_institution_id_0caa3310_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_bill fees_bill_person_id_530a1431_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_bill
    ADD CONSTRAINT fees_bill_person_id_530a1431_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_billline fees_billline_act_id_20be4f0a_fk_ledger_act_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_billline
    ADD CONSTRAINT fees_billline_act_id_20be4f0a_fk_ledger_act_id FOREIGN KEY (act_id) REFERENCES public.ledger_act(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_billline fees_billline_bill_id_b784d512_fk_fees_bill_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_billline
    ADD CONSTRAINT fees_billline_bill_id_b784d512_fk_fees_bill_id FOREIGN KEY (bill_id) REFERENCES public.fees_bill(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_billline fees_billline_decision_id_21198b9f_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_billline
    ADD CONSTRAINT fees_billline_decision_id_21198b9f_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_subject fees_subject_decision_id_993af536_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_subject
    ADD CONSTRAINT fees_subject_decision_id_993af536_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_subject fees_subject_institution_id_816bec68_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_subject
    ADD CONSTRAINT fees_subject_institution_id_816bec68_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_subject fees_subject_member_id_4465fd96_fk_agreements_member_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_subject
    ADD CONSTRAINT fees_subject_member_id_4465fd96_fk_agreements_member_id FOREIGN KEY (member_id) REFERENCES public.agreements_member(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_subject fees_subject_person_id_cac6ef7a_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_subject
    ADD CONSTRAINT fees_subject_person_id_cac6ef7a_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_subject fees_subject_run_id_85c42ff3_fk_accounts_run_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_subject
    ADD CONSTRAINT fees_subject_run_id_85c42ff3_fk_accounts_run_id FOREIGN KEY (run_id) REFERENCES public.accounts_run(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_term fees_term_decision_id_8f9187a0_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_term
    ADD CONSTRAINT fees_term_decision_id_8f9187a0_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_term fees_term_run_id_e67f8a1d_fk_accounts_run_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_term
    ADD CONSTRAINT fees_term_run_id_e67f8a1d_fk_accounts_run_id FOREIGN KEY (run_id) REFERENCES public.accounts_run(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_unit fees_unit_institution_id_f73e1060_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_unit
    ADD CONSTRAINT fees_unit_institution_id_f73e1060_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_unit fees_unit_run_id_89f00477_fk_accounts_run_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_unit
    ADD CONSTRAINT fees_unit_run_id_89f00477_fk_accounts_run_id FOREIGN KEY (run_id) REFERENCES public.accounts_run(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_work fees_work_institution_id_87876272_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_work
    ADD CONSTRAINT fees_work_institution_id_87876272_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_work fees_work_practitioner_id_01cc4f74_fk_network_practitioner_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_work
    ADD CONSTRAINT fees_work_practitioner_id_01cc4f74_fk_network_practitioner_id FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: fees_work fees_work_run_id_69bf63d7_fk_accounts_run_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.fees_work
    ADD CONSTRAINT fees_work_run_id_69bf63d7_fk_accounts_run_id FOREIGN KEY (run_id) REFERENCES public.accounts_run(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: forecasts_calibratedfigure forecasts_calibrated_calibration_id_607b1cc5_fk_forecasts; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.forecasts_calibratedfigure
    ADD CONSTRAINT forecasts_calibrated_calibration_id_607b1cc5_fk_forecasts FOREIGN KEY (calibration_id) REFERENCES public.forecasts_calibration(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: forecasts_calibration forecasts_calibration_place_id_8ad8ae4f_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.forecasts_calibration
    ADD CONSTRAINT forecasts_calibration_place_id_8ad8ae4f_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: forecasts_forecast forecasts_forecast_place_id_65b529ae_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.forecasts_forecast
    ADD CONSTRAINT forecasts_forecast_place_id_65b529ae_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: forecasts_forecastseries forecasts_forecastse_decision_id_cebc472a_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.forecasts_forecastseries
    ADD CONSTRAINT forecasts_forecastse_decision_id_cebc472a_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: forecasts_forecastseries forecasts_forecastse_forecast_id_5fd34d8e_fk_forecasts; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.forecasts_forecastseries
    ADD CONSTRAINT forecasts_forecastse_forecast_id_5fd34d8e_fk_forecasts FOREIGN KEY (forecast_id) REFERENCES public.forecasts_forecast(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: forecasts_forecastseries forecasts_forecastseries_place_id_c49608c0_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.forecasts_forecastseries
    ADD CONSTRAINT forecasts_forecastseries_place_id_c49608c0_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: identity_candidate identity_candidate_decision_id_13ac61ce_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_candidate
    ADD CONSTRAINT identity_candidate_decision_id_13ac61ce_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: identity_candidate identity_candidate_first_id_78248b93_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_candidate
    ADD CONSTRAINT identity_candidate_first_id_78248b93_fk_people_person_id FOREIGN KEY (first_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: identity_candidate identity_candidate_second_id_d419fa0c_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_candidate
    ADD CONSTRAINT identity_candidate_second_id_d419fa0c_fk_people_person_id FOREIGN KEY (second_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: identity_merge identity_merge_absorbed_id_991c8d6c_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_merge
    ADD CONSTRAINT identity_merge_absorbed_id_991c8d6c_fk_people_person_id FOREIGN KEY (absorbed_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: identity_merge identity_merge_candidate_id_859f5458_fk_identity_candidate_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_merge
    ADD CONSTRAINT identity_merge_candidate_id_859f5458_fk_identity_candidate_id FOREIGN KEY (candidate_id) REFERENCES public.identity_candidate(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: identity_merge identity_merge_survivor_id_e9129138_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_merge
    ADD CONSTRAINT identity_merge_survivor_id_e9129138_fk_people_person_id FOREIGN KEY (survivor_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: identity_movedrow identity_movedrow_merge_id_e21b67bd_fk_identity_merge_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.identity_movedrow
    ADD CONSTRAINT identity_movedrow_merge_id_e21b67bd_fk_identity_merge_id FOREIGN KEY (merge_id) REFERENCES public.identity_merge(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: key_groups_look key_groups_look_decision_id_3461fdfe_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key_groups_look
    ADD CONSTRAINT key_groups_look_decision_id_3461fdfe_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: key_groups_look key_groups_look_person_id_75fce289_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key_groups_look
    ADD CONSTRAINT key_groups_look_person_id_75fce289_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: key_groups_membership key_groups_membershi_decision_id_eeba2473_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key_groups_membership
    ADD CONSTRAINT key_groups_membershi_decision_id_eeba2473_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: key_groups_membership key_groups_membership_person_id_136006a3_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key_groups_membership
    ADD CONSTRAINT key_groups_membership_person_id_136006a3_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: key_groups_registerentry key_groups_registerentry_person_id_5dbd0cec_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.key_groups_registerentry
    ADD CONSTRAINT key_groups_registerentry_person_id_5dbd0cec_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_grid layouts_grid_centre_id_08dc0ec4_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_grid
    ADD CONSTRAINT layouts_grid_centre_id_08dc0ec4_fk_network_institution_id FOREIGN KEY (centre_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_grid layouts_grid_hospital_id_32463acd_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_grid
    ADD CONSTRAINT layouts_grid_hospital_id_32463acd_fk_network_institution_id FOREIGN KEY (hospital_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_grid layouts_grid_set_id_8b1222e6_fk_layouts_gridset_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_grid
    ADD CONSTRAINT layouts_grid_set_id_8b1222e6_fk_layouts_gridset_id FOREIGN KEY (set_id) REFERENCES public.layouts_gridset(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_grid_teams layouts_grid_teams_grid_id_f4b621d3_fk_layouts_grid_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_grid_teams
    ADD CONSTRAINT layouts_grid_teams_grid_id_f4b621d3_fk_layouts_grid_id FOREIGN KEY (grid_id) REFERENCES public.layouts_grid(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_grid_teams layouts_grid_teams_team_id_36239c15_fk_network_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_grid_teams
    ADD CONSTRAINT layouts_grid_teams_team_id_36239c15_fk_network_team_id FOREIGN KEY (team_id) REFERENCES public.network_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_gridset layouts_gridset_decision_id_985c16aa_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_gridset
    ADD CONSTRAINT layouts_gridset_decision_id_985c16aa_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_gridset layouts_gridset_place_id_0623e656_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_gridset
    ADD CONSTRAINT layouts_gridset_place_id_0623e656_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_layout layouts_layout_access_id_afa173be_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layout
    ADD CONSTRAINT layouts_layout_access_id_afa173be_fk_decisions_decision_id FOREIGN KEY (access_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_layout layouts_layout_decision_id_4676e92c_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layout
    ADD CONSTRAINT layouts_layout_decision_id_4676e92c_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_layout layouts_layout_place_id_11bed842_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layout
    ADD CONSTRAINT layouts_layout_place_id_11bed842_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_layoutorder layouts_layoutorder_layout_id_9823670a_fk_layouts_layout_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layoutorder
    ADD CONSTRAINT layouts_layoutorder_layout_id_9823670a_fk_layouts_layout_id FOREIGN KEY (layout_id) REFERENCES public.layouts_layout(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_layoutorder layouts_layoutorder_place_id_cc18d239_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layoutorder
    ADD CONSTRAINT layouts_layoutorder_place_id_cc18d239_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_layoutpoint layouts_layoutpoint_layout_id_ed6da913_fk_layouts_layout_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layoutpoint
    ADD CONSTRAINT layouts_layoutpoint_layout_id_ed6da913_fk_layouts_layout_id FOREIGN KEY (layout_id) REFERENCES public.layouts_layout(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_layoutpoint layouts_layoutpoint_place_id_b3836f30_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layoutpoint
    ADD CONSTRAINT layouts_layoutpoint_place_id_b3836f30_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_layoutpoint layouts_layoutpoint_site_id_c2fdb7d5_fk_layouts_layoutsite_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layoutpoint
    ADD CONSTRAINT layouts_layoutpoint_site_id_c2fdb7d5_fk_layouts_layoutsite_id FOREIGN KEY (site_id) REFERENCES public.layouts_layoutsite(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_layoutsite layouts_layoutsite_institution_id_7428deee_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layoutsite
    ADD CONSTRAINT layouts_layoutsite_institution_id_7428deee_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_layoutsite layouts_layoutsite_layout_id_9f054097_fk_layouts_layout_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layoutsite
    ADD CONSTRAINT layouts_layoutsite_layout_id_9f054097_fk_layouts_layout_id FOREIGN KEY (layout_id) REFERENCES public.layouts_layout(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_layoutsite layouts_layoutsite_place_id_10cd45ba_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_layoutsite
    ADD CONSTRAINT layouts_layoutsite_place_id_10cd45ba_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_staffingneed layouts_staffingneed_decision_id_5bca7f0f_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_staffingneed
    ADD CONSTRAINT layouts_staffingneed_decision_id_5bca7f0f_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: layouts_staffingneed layouts_staffingneed_institution_id_55a1f2ec_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.layouts_staffingneed
    ADD CONSTRAINT layouts_staffingneed_institution_id_55a1f2ec_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_act ledger_act_decision_id_05dcf457_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_act
    ADD CONSTRAINT ledger_act_decision_id_05dcf457_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_act ledger_act_institution_id_4dba111d_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_act
    ADD CONSTRAINT ledger_act_institution_id_4dba111d_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_act ledger_act_person_id_dc76ebab_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_act
    ADD CONSTRAINT ledger_act_person_id_dc76ebab_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_act ledger_act_practitioner_id_7e95c9b2_fk_network_practitioner_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_act
    ADD CONSTRAINT ledger_act_practitioner_id_7e95c9b2_fk_network_practitioner_id FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_act ledger_act_reverses_id_9670179d_fk_ledger_act_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_act
    ADD CONSTRAINT ledger_act_reverses_id_9670179d_fk_ledger_act_id FOREIGN KEY (reverses_id) REFERENCES public.ledger_act(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_timetaken ledger_timetaken_act_id_ef1f770e_fk_ledger_act_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_timetaken
    ADD CONSTRAINT ledger_timetaken_act_id_ef1f770e_fk_ledger_act_id FOREIGN KEY (act_id) REFERENCES public.ledger_act(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_timetaken ledger_timetaken_person_id_2d0ea86a_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_timetaken
    ADD CONSTRAINT ledger_timetaken_person_id_2d0ea86a_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: ledger_timetaken ledger_timetaken_practitioner_id_0e7ecc05_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_timetaken
    ADD CONSTRAINT ledger_timetaken_practitioner_id_0e7ecc05_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: measures_figure measures_figure_decision_id_0832df86_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.measures_figure
    ADD CONSTRAINT measures_figure_decision_id_0832df86_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: mfa_authenticator mfa_authenticator_user_id_0c3a50c0_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_access_account_id FOREIGN KEY (user_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_bed network_bed_institution_id_793d4474_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_bed
    ADD CONSTRAINT network_bed_institution_id_793d4474_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_bed network_bed_ward_id_96218c4a_fk_network_ward_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_bed
    ADD CONSTRAINT network_bed_ward_id_96218c4a_fk_network_ward_id FOREIGN KEY (ward_id) REFERENCES public.network_ward(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_capability network_capability_institution_id_ee6d6a9b_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_capability
    ADD CONSTRAINT network_capability_institution_id_ee6d6a9b_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_designation network_designation_institution_id_991586d9_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_designation
    ADD CONSTRAINT network_designation_institution_id_991586d9_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_duty network_duty_account_id_9466f6ee_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_duty
    ADD CONSTRAINT network_duty_account_id_9466f6ee_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_duty network_duty_institution_id_275adbb5_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_duty
    ADD CONSTRAINT network_duty_institution_id_275adbb5_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_duty network_duty_place_id_4921a0b6_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_duty
    ADD CONSTRAINT network_duty_place_id_4921a0b6_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_institution_serves network_institution__institution_id_1cd614ac_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_institution_serves
    ADD CONSTRAINT network_institution__institution_id_1cd614ac_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_institution_serves network_institution__place_id_bd150f58_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_institution_serves
    ADD CONSTRAINT network_institution__place_id_bd150f58_fk_network_p FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_institution network_institution_inhouse_of_id_c7c15466_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_institution
    ADD CONSTRAINT network_institution_inhouse_of_id_c7c15466_fk_network_i FOREIGN KEY (inhouse_of_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_institution network_institution_operator_id_f17c6533_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_institution
    ADD CONSTRAINT network_institution_operator_id_f17c6533_fk_network_i FOREIGN KEY (operator_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_institution network_institution_place_id_09f1030c_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_institution
    ADD CONSTRAINT network_institution_place_id_09f1030c_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_place network_place_parent_id_a78f5aad_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_place
    ADD CONSTRAINT network_place_parent_id_a78f5aad_fk_network_place_id FOREIGN KEY (parent_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_post network_post_institution_id_dcdcc673_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_post
    ADD CONSTRAINT network_post_institution_id_dcdcc673_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_post network_post_practitioner_id_75293cfd_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_post
    ADD CONSTRAINT network_post_practitioner_id_75293cfd_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_practitioner network_practitioner_account_id_8d7d8c1f_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_practitioner
    ADD CONSTRAINT network_practitioner_account_id_8d7d8c1f_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_team network_team_institution_id_fc5b9252_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_team
    ADD CONSTRAINT network_team_institution_id_fc5b9252_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_teammember network_teammember_practitioner_id_36546bb0_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_teammember
    ADD CONSTRAINT network_teammember_practitioner_id_36546bb0_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_teammember network_teammember_team_id_0cb63e10_fk_network_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_teammember
    ADD CONSTRAINT network_teammember_team_id_0cb63e10_fk_network_team_id FOREIGN KEY (team_id) REFERENCES public.network_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_turn network_turn_practitioner_id_3a6cd86a_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_turn
    ADD CONSTRAINT network_turn_practitioner_id_3a6cd86a_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_turn network_turn_team_id_4e470244_fk_network_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_turn
    ADD CONSTRAINT network_turn_team_id_4e470244_fk_network_team_id FOREIGN KEY (team_id) REFERENCES public.network_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: network_ward network_ward_institution_id_36cae118_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.network_ward
    ADD CONSTRAINT network_ward_institution_id_36cae118_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: notices_delivery notices_delivery_account_id_6db3005c_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notices_delivery
    ADD CONSTRAINT notices_delivery_account_id_6db3005c_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: notices_delivery notices_delivery_notice_id_2d5dfa0c_fk_notices_notice_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notices_delivery
    ADD CONSTRAINT notices_delivery_notice_id_2d5dfa0c_fk_notices_notice_id FOREIGN KEY (notice_id) REFERENCES public.notices_notice(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: notices_notice notices_notice_account_id_01446394_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_account_id_01446394_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: notices_notice notices_notice_acknowledged_by_id_e2597ead_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_acknowledged_by_id_e2597ead_fk_access_account_id FOREIGN KEY (acknowledged_by_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: notices_notice notices_notice_institution_id_ff549f27_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_institution_id_ff549f27_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: notices_notice notices_notice_place_id_30b6ab7d_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_place_id_30b6ab7d_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_evidence oversight_evidence_line_id_3c513b65_fk_claims_claimline_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_evidence
    ADD CONSTRAINT oversight_evidence_line_id_3c513b65_fk_claims_claimline_id FOREIGN KEY (line_id) REFERENCES public.claims_claimline(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_evidence oversight_evidence_suspicion_id_29769eaa_fk_oversight; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_evidence
    ADD CONSTRAINT oversight_evidence_suspicion_id_29769eaa_fk_oversight FOREIGN KEY (suspicion_id) REFERENCES public.oversight_suspicion(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_matter oversight_matter_case_id_a7251420_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_matter
    ADD CONSTRAINT oversight_matter_case_id_a7251420_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_matter oversight_matter_decided_by_id_2c60df24_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_matter
    ADD CONSTRAINT oversight_matter_decided_by_id_2c60df24_fk_access_account_id FOREIGN KEY (decided_by_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_matter oversight_matter_decision_id_ca006b6d_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_matter
    ADD CONSTRAINT oversight_matter_decision_id_ca006b6d_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_matter oversight_matter_institution_id_2b500032_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_matter
    ADD CONSTRAINT oversight_matter_institution_id_2b500032_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_matter oversight_matter_review_id_278f3dcf_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_matter
    ADD CONSTRAINT oversight_matter_review_id_278f3dcf_fk_decisions_decision_id FOREIGN KEY (review_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_matter oversight_matter_reviewed_by_id_12893bd6_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_matter
    ADD CONSTRAINT oversight_matter_reviewed_by_id_12893bd6_fk_access_account_id FOREIGN KEY (reviewed_by_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_matter oversight_matter_screening_id_6d37dc6b_fk_oversight; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_matter
    ADD CONSTRAINT oversight_matter_screening_id_6d37dc6b_fk_oversight FOREIGN KEY (screening_id) REFERENCES public.oversight_screening(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_recovery oversight_recovery_claim_id_a84aa972_fk_claims_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_recovery
    ADD CONSTRAINT oversight_recovery_claim_id_a84aa972_fk_claims_claim_id FOREIGN KEY (claim_id) REFERENCES public.claims_claim(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_recovery oversight_recovery_entry_id_abc7f24f_fk_accounts_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_recovery
    ADD CONSTRAINT oversight_recovery_entry_id_abc7f24f_fk_accounts_entry_id FOREIGN KEY (entry_id) REFERENCES public.accounts_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_recovery oversight_recovery_matter_id_84239282_fk_oversight_matter_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_recovery
    ADD CONSTRAINT oversight_recovery_matter_id_84239282_fk_oversight_matter_id FOREIGN KEY (matter_id) REFERENCES public.oversight_matter(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_recovery oversight_recovery_reversal_id_a8417648_fk_accounts_entry_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_recovery
    ADD CONSTRAINT oversight_recovery_reversal_id_a8417648_fk_accounts_entry_id FOREIGN KEY (reversal_id) REFERENCES public.accounts_entry(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_screening oversight_screening_account_id_836aec34_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_screening
    ADD CONSTRAINT oversight_screening_account_id_836aec34_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_screening oversight_screening_institution_id_ddbe90bc_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_screening
    ADD CONSTRAINT oversight_screening_institution_id_ddbe90bc_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_screening oversight_screening_lists_id_1ca7b023_fk_oversight_rulelists_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_screening
    ADD CONSTRAINT oversight_screening_lists_id_1ca7b023_fk_oversight_rulelists_id FOREIGN KEY (lists_id) REFERENCES public.oversight_rulelists(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_screening oversight_screening_place_id_ee5fb41a_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_screening
    ADD CONSTRAINT oversight_screening_place_id_ee5fb41a_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_suspicion oversight_suspicion_claim_id_21ca6a4b_fk_claims_claim_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_suspicion
    ADD CONSTRAINT oversight_suspicion_claim_id_21ca6a4b_fk_claims_claim_id FOREIGN KEY (claim_id) REFERENCES public.claims_claim(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: oversight_suspicion oversight_suspicion_matter_id_721c6b72_fk_oversight_matter_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.oversight_suspicion
    ADD CONSTRAINT oversight_suspicion_matter_id_721c6b72_fk_oversight_matter_id FOREIGN KEY (matter_id) REFERENCES public.oversight_matter(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_identifier people_identifier_person_id_f0bbceea_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_identifier
    ADD CONSTRAINT people_identifier_person_id_f0bbceea_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_person people_person_merged_into_id_138bbee4_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT people_person_merged_into_id_138bbee4_fk_people_person_id FOREIGN KEY (merged_into_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_person people_person_place_id_2a869a80_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT people_person_place_id_2a869a80_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_preference people_preference_institution_id_4996210a_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_preference
    ADD CONSTRAINT people_preference_institution_id_4996210a_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_preference people_preference_person_id_2ca97a3a_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_preference
    ADD CONSTRAINT people_preference_person_id_2ca97a3a_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_relative people_relative_account_id_05f1fcab_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_relative
    ADD CONSTRAINT people_relative_account_id_05f1fcab_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: people_relative people_relative_person_id_fea9e1e5_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.people_relative
    ADD CONSTRAINT people_relative_person_id_fea9e1e5_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: performance_appraisal performance_appraisa_confirmed_by_id_fd20ec81_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.performance_appraisal
    ADD CONSTRAINT performance_appraisa_confirmed_by_id_fd20ec81_fk_decisions FOREIGN KEY (confirmed_by_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: performance_appraisal performance_appraisa_decision_id_84bd7a5c_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.performance_appraisal
    ADD CONSTRAINT performance_appraisa_decision_id_84bd7a5c_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: performance_appraisal performance_appraisa_institution_id_791d099a_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.performance_appraisal
    ADD CONSTRAINT performance_appraisa_institution_id_791d099a_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: performance_appraisal performance_appraisa_reward_id_aa9af058_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.performance_appraisal
    ADD CONSTRAINT performance_appraisa_reward_id_aa9af058_fk_decisions FOREIGN KEY (reward_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: performance_surveycall performance_surveyca_institution_id_74673005_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.performance_surveycall
    ADD CONSTRAINT performance_surveyca_institution_id_74673005_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: performance_surveycall performance_surveyca_practitioner_id_587c14eb_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.performance_surveycall
    ADD CONSTRAINT performance_surveyca_practitioner_id_587c14eb_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: performance_surveycall performance_surveycall_person_id_c58bba82_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.performance_surveycall
    ADD CONSTRAINT performance_surveycall_person_id_c58bba82_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: performance_surveycall performance_surveycall_team_id_dc002e63_fk_network_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.performance_surveycall
    ADD CONSTRAINT performance_surveycall_team_id_dc002e63_fk_network_team_id FOREIGN KEY (team_id) REFERENCES public.network_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: procrastinate_events procrastinate_events_job_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;


--
-- Name: procrastinate_jobs procrastinate_jobs_worker_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;


--
-- Name: procrastinate_periodic_defers procrastinate_periodic_defers_job_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);


--
-- Name: recognition_certificate recognition_certific_document_id_bfdb0d44_fk_documents; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recognition_certificate
    ADD CONSTRAINT recognition_certific_document_id_bfdb0d44_fk_documents FOREIGN KEY (document_id) REFERENCES public.documents_document(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: recognition_certificate recognition_certific_institution_id_e54afd3d_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recognition_certificate
    ADD CONSTRAINT recognition_certific_institution_id_e54afd3d_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: recognition_order recognition_order_act_id_88450eef_fk_ledger_act_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recognition_order
    ADD CONSTRAINT recognition_order_act_id_88450eef_fk_ledger_act_id FOREIGN KEY (act_id) REFERENCES public.ledger_act(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: recognition_order recognition_order_decision_id_dd6a1f3b_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recognition_order
    ADD CONSTRAINT recognition_order_decision_id_dd6a1f3b_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: recognition_order recognition_order_institution_id_d6f13480_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recognition_order
    ADD CONSTRAINT recognition_order_institution_id_d6f13480_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: recognition_order recognition_order_person_id_b5ab8f88_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recognition_order
    ADD CONSTRAINT recognition_order_person_id_b5ab8f88_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: recognition_order recognition_order_practitioner_id_17af66b7_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recognition_order
    ADD CONSTRAINT recognition_order_practitioner_id_17af66b7_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: recognition_order recognition_order_result_id_37875827_fk_record_resource_key; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.recognition_order
    ADD CONSTRAINT recognition_order_result_id_37875827_fk_record_resource_key FOREIGN KEY (result_id) REFERENCES public.record_resource(key) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: record_export record_export_assignment_id_f984342c_fk_access_assignment_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_export
    ADD CONSTRAINT record_export_assignment_id_f984342c_fk_access_assignment_id FOREIGN KEY (assignment_id) REFERENCES public.access_assignment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: record_exportfile record_exportfile_export_id_e368ec79_fk_record_export_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_exportfile
    ADD CONSTRAINT record_exportfile_export_id_e368ec79_fk_record_export_id FOREIGN KEY (export_id) REFERENCES public.record_export(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: record_resource record_resource_person_id_fc031c8a_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_resource
    ADD CONSTRAINT record_resource_person_id_fc031c8a_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: record_resourceversion record_resourceversi_resource_id_e9f8eb75_fk_record_re; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.record_resourceversion
    ADD CONSTRAINT record_resourceversi_resource_id_e9f8eb75_fk_record_re FOREIGN KEY (resource_id) REFERENCES public.record_resource(key) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: referrals_referral referrals_referral_act_id_0ab096d3_fk_ledger_act_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_act_id_0ab096d3_fk_ledger_act_id FOREIGN KEY (act_id) REFERENCES public.ledger_act(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: referrals_referral referrals_referral_agreement_id_1ddd8eae_fk_agreement; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_agreement_id_1ddd8eae_fk_agreement FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: referrals_referral referrals_referral_benefit_id_0c731d2f_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_benefit_id_0c731d2f_fk_decisions_decision_id FOREIGN KEY (benefit_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: referrals_referral referrals_referral_booking_id_0ecb716e_fk_booking_booking_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_booking_id_0ecb716e_fk_booking_booking_id FOREIGN KEY (booking_id) REFERENCES public.booking_booking(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: referrals_referral referrals_referral_case_id_b6a3f342_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_case_id_b6a3f342_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: referrals_referral referrals_referral_decision_id_1142e62e_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_decision_id_1142e62e_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: referrals_referral referrals_referral_from_institution_id_21d65c99_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_from_institution_id_21d65c99_fk_network_i FOREIGN KEY (from_institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: referrals_referral referrals_referral_from_practitioner_id_48095bd3_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_from_practitioner_id_48095bd3_fk_network_p FOREIGN KEY (from_practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: referrals_referral referrals_referral_person_id_179a7a6c_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_person_id_179a7a6c_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: referrals_referral referrals_referral_previous_id_32272f64_fk_referrals; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_previous_id_32272f64_fk_referrals FOREIGN KEY (previous_id) REFERENCES public.referrals_referral(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: referrals_referral referrals_referral_terms_id_54e0ec79_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_terms_id_54e0ec79_fk_decisions_decision_id FOREIGN KEY (terms_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: referrals_referral referrals_referral_to_institution_id_ce620f65_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.referrals_referral
    ADD CONSTRAINT referrals_referral_to_institution_id_ce620f65_fk_network_i FOREIGN KEY (to_institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: risks_risk risks_risk_case_id_726d19e8_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.risks_risk
    ADD CONSTRAINT risks_risk_case_id_726d19e8_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: risks_risk risks_risk_decision_id_133495dd_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.risks_risk
    ADD CONSTRAINT risks_risk_decision_id_133495dd_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: risks_risk risks_risk_institution_id_c44f17df_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.risks_risk
    ADD CONSTRAINT risks_risk_institution_id_c44f17df_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: risks_risk risks_risk_told_by_id_c2bf94b0_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.risks_risk
    ADD CONSTRAINT risks_risk_told_by_id_c2bf94b0_fk_access_account_id FOREIGN KEY (told_by_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: scenarios_comparison scenarios_comparison_against_id_f9d9c3e6_fk_scenarios; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_comparison
    ADD CONSTRAINT scenarios_comparison_against_id_f9d9c3e6_fk_scenarios FOREIGN KEY (against_id) REFERENCES public.scenarios_simulationrun(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: scenarios_comparison scenarios_comparison_plan_id_e7af9412_fk_scenarios; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_comparison
    ADD CONSTRAINT scenarios_comparison_plan_id_e7af9412_fk_scenarios FOREIGN KEY (plan_id) REFERENCES public.scenarios_simulationrun(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: scenarios_replication scenarios_replicatio_run_id_3c39de67_fk_scenarios; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_replication
    ADD CONSTRAINT scenarios_replicatio_run_id_3c39de67_fk_scenarios FOREIGN KEY (run_id) REFERENCES public.scenarios_simulationrun(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: scenarios_scenario scenarios_scenario_base_id_182af8ff_fk_scenarios_scenario_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_scenario
    ADD CONSTRAINT scenarios_scenario_base_id_182af8ff_fk_scenarios_scenario_id FOREIGN KEY (base_id) REFERENCES public.scenarios_scenario(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: scenarios_scenario scenarios_scenario_place_id_d29845ef_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_scenario
    ADD CONSTRAINT scenarios_scenario_place_id_d29845ef_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: scenarios_simulationrun scenarios_simulation_scenario_id_ed8d561f_fk_scenarios; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_simulationrun
    ADD CONSTRAINT scenarios_simulation_scenario_id_ed8d561f_fk_scenarios FOREIGN KEY (scenario_id) REFERENCES public.scenarios_scenario(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: scenarios_verdict scenarios_verdict_comparison_id_01dc0bfe_fk_scenarios; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_verdict
    ADD CONSTRAINT scenarios_verdict_comparison_id_01dc0bfe_fk_scenarios FOREIGN KEY (comparison_id) REFERENCES public.scenarios_comparison(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: scenarios_verdict scenarios_verdict_decision_id_9fe925b9_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.scenarios_verdict
    ADD CONSTRAINT scenarios_verdict_decision_id_9fe925b9_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_code signing_code_account_id_59e43070_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_code
    ADD CONSTRAINT signing_code_account_id_59e43070_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_code signing_code_draft_id_14265353_fk_signing_draft_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_code
    ADD CONSTRAINT signing_code_draft_id_14265353_fk_signing_draft_id FOREIGN KEY (draft_id) REFERENCES public.signing_draft(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_draft signing_draft_account_id_ee868917_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draft
    ADD CONSTRAINT signing_draft_account_id_ee868917_fk_access_account_id FOREIGN KEY (account_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_draft signing_draft_agreement_id_7835fdd9_fk_agreements_agreement_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draft
    ADD CONSTRAINT signing_draft_agreement_id_7835fdd9_fk_agreements_agreement_id FOREIGN KEY (agreement_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_draft signing_draft_city_id_3618b951_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draft
    ADD CONSTRAINT signing_draft_city_id_3618b951_fk_network_institution_id FOREIGN KEY (city_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_draft signing_draft_district_id_6731538b_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draft
    ADD CONSTRAINT signing_draft_district_id_6731538b_fk_network_institution_id FOREIGN KEY (district_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_draft signing_draft_document_id_7863629c_fk_documents_document_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draft
    ADD CONSTRAINT signing_draft_document_id_7863629c_fk_documents_document_id FOREIGN KEY (document_id) REFERENCES public.documents_document(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_draft signing_draft_institution_id_8b62bc01_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draft
    ADD CONSTRAINT signing_draft_institution_id_8b62bc01_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_draft signing_draft_organisation_id_0c9eef15_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draft
    ADD CONSTRAINT signing_draft_organisation_id_0c9eef15_fk_network_i FOREIGN KEY (organisation_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_draft signing_draft_practitioner_id_06512f46_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draft
    ADD CONSTRAINT signing_draft_practitioner_id_06512f46_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_draft signing_draft_signs_id_f618b49e_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draft
    ADD CONSTRAINT signing_draft_signs_id_f618b49e_fk_access_account_id FOREIGN KEY (signs_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_draft signing_draft_team_id_2974e8b6_fk_network_team_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draft
    ADD CONSTRAINT signing_draft_team_id_2974e8b6_fk_network_team_id FOREIGN KEY (team_id) REFERENCES public.network_team(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_draftmember signing_draftmember_decision_id_a01ecfd1_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draftmember
    ADD CONSTRAINT signing_draftmember_decision_id_a01ecfd1_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_draftmember signing_draftmember_draft_id_67247ca0_fk_signing_draft_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draftmember
    ADD CONSTRAINT signing_draftmember_draft_id_67247ca0_fk_signing_draft_id FOREIGN KEY (draft_id) REFERENCES public.signing_draft(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_draftmember signing_draftmember_person_id_afc0d9f6_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draftmember
    ADD CONSTRAINT signing_draftmember_person_id_afc0d9f6_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_draftmember signing_draftmember_replaces_id_7d8412fe_fk_agreement; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_draftmember
    ADD CONSTRAINT signing_draftmember_replaces_id_7d8412fe_fk_agreement FOREIGN KEY (replaces_id) REFERENCES public.agreements_agreement(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_employment signing_employment_organisation_id_1ee254d6_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_employment
    ADD CONSTRAINT signing_employment_organisation_id_1ee254d6_fk_network_i FOREIGN KEY (organisation_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_employment signing_employment_person_id_9835b312_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_employment
    ADD CONSTRAINT signing_employment_person_id_9835b312_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_filing signing_filing_case_id_b79784b1_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_filing
    ADD CONSTRAINT signing_filing_case_id_b79784b1_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_filing signing_filing_home_id_a430fa42_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_filing
    ADD CONSTRAINT signing_filing_home_id_a430fa42_fk_network_institution_id FOREIGN KEY (home_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_filing signing_filing_institution_id_c4a42eac_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_filing
    ADD CONSTRAINT signing_filing_institution_id_c4a42eac_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: signing_filing signing_filing_operator_id_b451b30a_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.signing_filing
    ADD CONSTRAINT signing_filing_operator_id_b451b30a_fk_network_institution_id FOREIGN KEY (operator_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: socialaccount_socialtoken socialaccount_social_account_id_951f210e_fk_socialacc; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES public.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: socialaccount_socialtoken socialaccount_social_app_id_636a42d7_fk_socialacc; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES public.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: socialaccount_socialaccount socialaccount_social_user_id_8146e70c_fk_access_ac; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_social_user_id_8146e70c_fk_access_ac FOREIGN KEY (user_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: subscriptions_event subscriptions_event_resource_id_25d23dff_fk_record_resource_key; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriptions_event
    ADD CONSTRAINT subscriptions_event_resource_id_25d23dff_fk_record_resource_key FOREIGN KEY (resource_id) REFERENCES public.record_resource(key) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: subscriptions_event subscriptions_event_subscription_id_194c91d6_fk_subscript; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriptions_event
    ADD CONSTRAINT subscriptions_event_subscription_id_194c91d6_fk_subscript FOREIGN KEY (subscription_id) REFERENCES public.subscriptions_subscription(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: subscriptions_subscription subscriptions_subscr_assignment_id_7b564eb9_fk_access_as; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriptions_subscription
    ADD CONSTRAINT subscriptions_subscr_assignment_id_7b564eb9_fk_access_as FOREIGN KEY (assignment_id) REFERENCES public.access_assignment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: subscriptions_subscription subscriptions_subscr_authorisation_id_e54eaf99_fk_clients_a; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriptions_subscription
    ADD CONSTRAINT subscriptions_subscr_authorisation_id_e54eaf99_fk_clients_a FOREIGN KEY (authorisation_id) REFERENCES public.clients_authorisation(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: subscriptions_subscription subscriptions_subscr_client_id_157da55b_fk_clients_c; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscriptions_subscription
    ADD CONSTRAINT subscriptions_subscr_client_id_157da55b_fk_clients_c FOREIGN KEY (client_id) REFERENCES public.clients_client(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_alarm vigilance_alarm_decision_id_7a3dec2a_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_alarm
    ADD CONSTRAINT vigilance_alarm_decision_id_7a3dec2a_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_alarm vigilance_alarm_institution_id_fbf73859_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_alarm
    ADD CONSTRAINT vigilance_alarm_institution_id_fbf73859_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_alarm vigilance_alarm_place_id_c6f19f3b_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_alarm
    ADD CONSTRAINT vigilance_alarm_place_id_c6f19f3b_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_alarm vigilance_alarm_response_id_47a0140e_fk_vigilance_response_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_alarm
    ADD CONSTRAINT vigilance_alarm_response_id_47a0140e_fk_vigilance_response_id FOREIGN KEY (response_id) REFERENCES public.vigilance_response(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_casualty vigilance_casualty_bed_id_26bb1bde_fk_vigilance_pooledbed_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_casualty
    ADD CONSTRAINT vigilance_casualty_bed_id_26bb1bde_fk_vigilance_pooledbed_id FOREIGN KEY (bed_id) REFERENCES public.vigilance_pooledbed(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_casualty vigilance_casualty_decision_id_4089d84d_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_casualty
    ADD CONSTRAINT vigilance_casualty_decision_id_4089d84d_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_casualty vigilance_casualty_marked; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_casualty
    ADD CONSTRAINT vigilance_casualty_marked FOREIGN KEY (response_id, is_exercise) REFERENCES public.vigilance_response(id, is_exercise);


--
-- Name: vigilance_casualty vigilance_casualty_place_id_130e315e_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_casualty
    ADD CONSTRAINT vigilance_casualty_place_id_130e315e_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_casualty vigilance_casualty_response_id_82769564_fk_vigilance; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_casualty
    ADD CONSTRAINT vigilance_casualty_response_id_82769564_fk_vigilance FOREIGN KEY (response_id) REFERENCES public.vigilance_response(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_casualty vigilance_casualty_transfer_id_fc018d46_fk_beds_transfer_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_casualty
    ADD CONSTRAINT vigilance_casualty_transfer_id_fc018d46_fk_beds_transfer_id FOREIGN KEY (transfer_id) REFERENCES public.beds_transfer(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_counting vigilance_counting_place_id_67e99ed8_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_counting
    ADD CONSTRAINT vigilance_counting_place_id_67e99ed8_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_daycount vigilance_daycount_institution_id_a9cb1bcd_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_daycount
    ADD CONSTRAINT vigilance_daycount_institution_id_a9cb1bcd_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_daycount vigilance_daycount_place_id_8ad6721f_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_daycount
    ADD CONSTRAINT vigilance_daycount_place_id_8ad6721f_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_pledge vigilance_pledge_institution_id_db9d1ab0_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pledge
    ADD CONSTRAINT vigilance_pledge_institution_id_db9d1ab0_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_pledge vigilance_pledge_response_id_d2264f5b_fk_vigilance_response_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pledge
    ADD CONSTRAINT vigilance_pledge_response_id_d2264f5b_fk_vigilance_response_id FOREIGN KEY (response_id) REFERENCES public.vigilance_response(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_pooledbed vigilance_pooledbed_bed_id_b14f981a_fk_network_bed_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pooledbed
    ADD CONSTRAINT vigilance_pooledbed_bed_id_b14f981a_fk_network_bed_id FOREIGN KEY (bed_id) REFERENCES public.network_bed(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_pooledbed vigilance_pooledbed_marked; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pooledbed
    ADD CONSTRAINT vigilance_pooledbed_marked FOREIGN KEY (response_id, is_exercise) REFERENCES public.vigilance_response(id, is_exercise);


--
-- Name: vigilance_pooledbed vigilance_pooledbed_pledge_id_345184b5_fk_vigilance_pledge_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pooledbed
    ADD CONSTRAINT vigilance_pooledbed_pledge_id_345184b5_fk_vigilance_pledge_id FOREIGN KEY (pledge_id) REFERENCES public.vigilance_pledge(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_pooledbed vigilance_pooledbed_response_id_925684e4_fk_vigilance; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pooledbed
    ADD CONSTRAINT vigilance_pooledbed_response_id_925684e4_fk_vigilance FOREIGN KEY (response_id) REFERENCES public.vigilance_response(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_pooledstaff vigilance_pooledstaf_practitioner_id_d9783a5f_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pooledstaff
    ADD CONSTRAINT vigilance_pooledstaf_practitioner_id_d9783a5f_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_pooledstaff vigilance_pooledstaf_response_id_88df224e_fk_vigilance; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pooledstaff
    ADD CONSTRAINT vigilance_pooledstaf_response_id_88df224e_fk_vigilance FOREIGN KEY (response_id) REFERENCES public.vigilance_response(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_pooledstaff vigilance_pooledstaff_marked; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pooledstaff
    ADD CONSTRAINT vigilance_pooledstaff_marked FOREIGN KEY (response_id, is_exercise) REFERENCES public.vigilance_response(id, is_exercise);


--
-- Name: vigilance_pooledstaff vigilance_pooledstaff_pledge_id_24e09676_fk_vigilance_pledge_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_pooledstaff
    ADD CONSTRAINT vigilance_pooledstaff_pledge_id_24e09676_fk_vigilance_pledge_id FOREIGN KEY (pledge_id) REFERENCES public.vigilance_pledge(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_response vigilance_response_case_id_f90601f9_fk_cases_case_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_response
    ADD CONSTRAINT vigilance_response_case_id_f90601f9_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_response vigilance_response_decision_id_43b4564e_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_response
    ADD CONSTRAINT vigilance_response_decision_id_43b4564e_fk_decisions FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_response vigilance_response_place_id_d2b3730e_fk_network_place_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_response
    ADD CONSTRAINT vigilance_response_place_id_d2b3730e_fk_network_place_id FOREIGN KEY (place_id) REFERENCES public.network_place(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: vigilance_response vigilance_response_placement_id_8fc009dd_fk_decisions; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.vigilance_response
    ADD CONSTRAINT vigilance_response_placement_id_8fc009dd_fk_decisions FOREIGN KEY (placement_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_attendance visits_attendance_act_id_fcce58e9_fk_ledger_act_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_attendance
    ADD CONSTRAINT visits_attendance_act_id_fcce58e9_fk_ledger_act_id FOREIGN KEY (act_id) REFERENCES public.ledger_act(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_attendance visits_attendance_enrolment_id_3e35912e_fk_visits_enrolment_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_attendance
    ADD CONSTRAINT visits_attendance_enrolment_id_3e35912e_fk_visits_enrolment_id FOREIGN KEY (enrolment_id) REFERENCES public.visits_enrolment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_enrolment visits_enrolment_decision_id_f5def0eb_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_enrolment
    ADD CONSTRAINT visits_enrolment_decision_id_f5def0eb_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_enrolment visits_enrolment_institution_id_a814c374_fk_network_i; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_enrolment
    ADD CONSTRAINT visits_enrolment_institution_id_a814c374_fk_network_i FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_enrolment visits_enrolment_person_id_361f9364_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_enrolment
    ADD CONSTRAINT visits_enrolment_person_id_361f9364_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_pointservice visits_pointservice_act_id_0ffa0c9c_fk_ledger_act_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_pointservice
    ADD CONSTRAINT visits_pointservice_act_id_0ffa0c9c_fk_ledger_act_id FOREIGN KEY (act_id) REFERENCES public.ledger_act(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_pointservice visits_pointservice_enrolment_id_e63d52fd_fk_visits_en; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_pointservice
    ADD CONSTRAINT visits_pointservice_enrolment_id_e63d52fd_fk_visits_en FOREIGN KEY (enrolment_id) REFERENCES public.visits_enrolment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_pointservice visits_pointservice_practitioner_id_fed4d53a_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_pointservice
    ADD CONSTRAINT visits_pointservice_practitioner_id_fed4d53a_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_visit visits_visit_asked_by_id_be879fb3_fk_access_account_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_asked_by_id_be879fb3_fk_access_account_id FOREIGN KEY (asked_by_id) REFERENCES public.access_account(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_visit visits_visit_due_work_id_141a31f2_fk_care_duework_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_due_work_id_141a31f2_fk_care_duework_id FOREIGN KEY (due_work_id) REFERENCES public.care_duework(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_visit visits_visit_enrolment_id_2e5176ec_fk_visits_enrolment_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_enrolment_id_2e5176ec_fk_visits_enrolment_id FOREIGN KEY (enrolment_id) REFERENCES public.visits_enrolment(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_visit visits_visit_institution_id_ba01bb79_fk_network_institution_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_institution_id_ba01bb79_fk_network_institution_id FOREIGN KEY (institution_id) REFERENCES public.network_institution(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_visit visits_visit_person_id_4a1f66a9_fk_people_person_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_person_id_4a1f66a9_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_visit visits_visit_plan_id_c12bce93_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_plan_id_c12bce93_fk_decisions_decision_id FOREIGN KEY (plan_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_visit visits_visit_practitioner_id_bef1da66_fk_network_p; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_practitioner_id_bef1da66_fk_network_p FOREIGN KEY (practitioner_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_visit visits_visit_risk_id_5badb3d0_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_risk_id_5badb3d0_fk_decisions_decision_id FOREIGN KEY (risk_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_visit visits_visit_second_id_ea2c7da1_fk_network_practitioner_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visit
    ADD CONSTRAINT visits_visit_second_id_ea2c7da1_fk_network_practitioner_id FOREIGN KEY (second_id) REFERENCES public.network_practitioner(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_visitcheck visits_visitcheck_decision_id_f7cc8996_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visitcheck
    ADD CONSTRAINT visits_visitcheck_decision_id_f7cc8996_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_visitcheck visits_visitcheck_visit_id_aeef73b3_fk_visits_visit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visitcheck
    ADD CONSTRAINT visits_visitcheck_visit_id_aeef73b3_fk_visits_visit_id FOREIGN KEY (visit_id) REFERENCES public.visits_visit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_visititem visits_visititem_act_id_b650b4c2_fk_ledger_act_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visititem
    ADD CONSTRAINT visits_visititem_act_id_b650b4c2_fk_ledger_act_id FOREIGN KEY (act_id) REFERENCES public.ledger_act(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_visititem visits_visititem_decision_id_27562896_fk_decisions_decision_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visititem
    ADD CONSTRAINT visits_visititem_decision_id_27562896_fk_decisions_decision_id FOREIGN KEY (decision_id) REFERENCES public.decisions_decision(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: visits_visititem visits_visititem_visit_id_e5647451_fk_visits_visit_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.visits_visititem
    ADD CONSTRAINT visits_visititem_visit_id_e5647451_fk_visits_visit_id FOREIGN KEY (visit_id) REFERENCES public.visits_visit(id) DEFERRABLE INITIALLY DEFERRED;


--
-- PostgreSQL database dump complete
--


