-- Rows of the tables, kept in schemas of their own beside them: saved once, put back in one statement.
CREATE SCHEMA saved;

CREATE VIEW saved.own_table AS
SELECT c.oid::regclass AS name, c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r';

-- Keeps every row there is now, as `saved_<set>`. The later sets are rows that the first one does not hold, of
-- tables that are empty in it.
CREATE FUNCTION saved.save(set_name text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    own saved.own_table;
    is_empty boolean;
BEGIN
    EXECUTE format('CREATE SCHEMA %I', 'saved_' || set_name);
    FOR own IN SELECT * FROM saved.own_table LOOP
        EXECUTE format('SELECT NOT EXISTS (SELECT FROM %s)', own.name) INTO is_empty;
        CONTINUE WHEN is_empty OR (set_name <> 'first' AND to_regclass('saved_first.' || own.relname) IS NOT NULL);
        EXECUTE format('CREATE TABLE %I.%I AS TABLE %s', 'saved_' || set_name, own.relname, own.name);
    END LOOP;
END $$;

-- Adds the rows of a set. They fitted together when they were saved: no trigger and no foreign key looks again.
CREATE FUNCTION saved.add(set_name text) RETURNS void LANGUAGE plpgsql
SET session_replication_role = replica AS $$
DECLARE
    kept record;
BEGIN
    FOR kept IN
        SELECT c.oid::regclass AS name, c.relname,
            (SELECT string_agg(quote_ident(a.attname), ', ') FROM pg_attribute a
             WHERE a.attrelid = to_regclass('public.' || c.relname)
             AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
        FROM pg_class c
        WHERE c.relnamespace = to_regnamespace('saved_' || set_name) AND c.relkind = 'r'
    LOOP
        EXECUTE format('INSERT INTO public.%I (%s) SELECT %2$s FROM %s', kept.relname, kept.columns, kept.name);
    END LOOP;
END $$;

-- Leaves the rows of the first set and no others, whoever added them. Most tables are empty, and to delete from
-- those costs nothing; TRUNCATE would make new files for each.
CREATE FUNCTION saved.start_again() RETURNS void LANGUAGE plpgsql
SET session_replication_role = replica AS $$
DECLARE
    own saved.own_table;
BEGIN
    FOR own IN SELECT * FROM saved.own_table LOOP
        EXECUTE format('DELETE FROM %s', own.name);
    END LOOP;
    PERFORM saved.add('first');
END $$;
