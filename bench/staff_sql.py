"""The floors of `staff`: one statement each that does the same work."""

# Sets done of sets planned and pain means.
CASELOAD = """
WITH mine AS MATERIALIZED (
    SELECT p.id FROM accounts_patient p JOIN accounts_episode e ON e.patient_id = p.id AND e.ended_on IS NULL
        JOIN accounts_careteammember m ON m.episode_id = e.id AND m.ended_at IS NULL
            AND m.user_id = %(therapist)s
), planned AS (
    SELECT a.patient_id, sum(coalesce(s.sets, 1)) * 7 AS sets
    FROM mine JOIN exercises_assignment a ON a.patient_id = mine.id
        JOIN exercises_assignmentversion v ON v.assignment_id = a.id
        JOIN exercises_assignmentstep s ON s.version_id = v.id
    GROUP BY a.patient_id
), done AS (
    SELECT e.patient_id, sum(jsonb_array_length(step -> 'sets')) AS sets
    FROM mine JOIN diary_entry e ON e.patient_id = mine.id, jsonb_array_elements(e.data -> 'steps') AS step
    WHERE NOT e.deleted AND e.kind = 'session' AND e.local_date > current_date - 7
    GROUP BY e.patient_id
), pain AS (
    SELECT e.patient_id, avg(score) FILTER (WHERE e.local_date > current_date - 7) AS now,
        avg(score) FILTER (WHERE e.local_date <= current_date - 7) AS before
    FROM mine JOIN diary_entry e ON e.patient_id = mine.id
    WHERE NOT e.deleted AND e.kind = 'pain' AND e.local_date > current_date - 14
    GROUP BY e.patient_id
), last AS (
    SELECT mine.id AS patient_id, (SELECT max(recorded_at) FROM diary_entry e
        WHERE e.patient_id = mine.id AND NOT e.deleted AND e.local_date > current_date - 14) AS at FROM mine
)
SELECT mine.id, u.name, done.sets / planned.sets, pain.now, pain.now - pain.before, last.at
FROM mine JOIN accounts_patient p ON p.id = mine.id JOIN accounts_user u ON u.id = p.user_id
    LEFT JOIN planned ON planned.patient_id = mine.id LEFT JOIN done ON done.patient_id = mine.id
    LEFT JOIN pain ON pain.patient_id = mine.id LEFT JOIN last ON last.patient_id = mine.id
"""
# All that a page shows: the most urgent flags with their people and what happened to each.
FLAGS = """
SELECT f.*, u.name, owner.name, seen.name, (
  SELECT json_agg(e) FROM (
    SELECT e.act, e.at, e.until_on, e.note, a.name AS by, b.name AS to
    FROM progress_flagevent e
      LEFT JOIN accounts_user a ON a.id = e.by_id LEFT JOIN accounts_user b ON b.id = e.to_id
    WHERE e.flag_id = f.id ORDER BY e.at) e)
FROM progress_flag f JOIN accounts_patient p ON p.id = f.patient_id JOIN accounts_user u ON u.id = p.user_id
  JOIN accounts_episode c ON c.patient_id = p.id AND c.ended_on IS NULL AND c.clinic_id = f.clinic_id
  JOIN accounts_careteammember m ON m.episode_id = c.id AND m.ended_at IS NULL AND m.user_id = %(therapist)s
  LEFT JOIN accounts_user owner ON owner.id = f.owner_id
  LEFT JOIN accounts_user seen ON seen.id = f.acknowledged_by_id
ORDER BY f.urgency, f.raised_at DESC, f.id DESC LIMIT 50
"""
# The sets asked for and done of each day and step, the pain of each day and moment, and how much was told.
PROGRESS = """
WITH told AS MATERIALIZED (
  SELECT local_date, kind, moment, score, late, data FROM diary_entry
  WHERE patient_id = %(patient)s AND local_date BETWEEN %(from)s AND %(to)s AND NOT deleted
), asked AS MATERIALIZED (
  SELECT day::date, s.id, s.exercise_id, coalesce(s.sets, 1) * v.times_per_day AS sets
  FROM generate_series(%(from)s::date, %(to)s::date, '1 day') AS day
    JOIN exercises_assignment a ON a.patient_id = %(patient)s AND a.starts_on <= day::date
    JOIN exercises_assignmentversion v ON v.assignment_id = a.id AND extract(isodow FROM day) = ANY(v.days)
    JOIN exercises_assignmentstep s ON s.version_id = v.id
), done AS MATERIALIZED (
  SELECT local_date AS day, (step ->> 'step_id')::uuid AS id, jsonb_array_length(step -> 'sets') AS sets,
    (step ->> 'pain')::int AS pain
  FROM told, jsonb_array_elements(data -> 'steps') AS step WHERE kind = 'session'
), pain AS (
  SELECT local_date AS day, moment, avg(score) AS mean, max(score) AS most, count(*) AS n
  FROM told WHERE kind = 'pain' GROUP BY 1, 2
), days AS (
  SELECT local_date AS day, count(*) AS entries, count(*) FILTER (WHERE late) AS late FROM told GROUP BY 1
)
SELECT (SELECT json_agg(d) FROM (SELECT day, sum(sets) FROM asked GROUP BY day) AS d),
  (SELECT json_agg(d) FROM (SELECT day, sum(sets) FROM done GROUP BY day) AS d),
  (SELECT json_agg(d) FROM (SELECT exercise_id, sum(sets) FROM asked GROUP BY 1) AS d),
  (SELECT json_agg(d) FROM (SELECT id, sum(sets), avg(pain), max(pain) FROM done GROUP BY 1) AS d),
  (SELECT json_agg(pain) FROM pain), (SELECT json_agg(days) FROM days)
"""
# The rows that the page is made of.
HEAD = """
SELECT p.*, u.*, e.*, k.name, (
    SELECT json_agg(t) FROM (
      SELECT m.user_id, t.name FROM accounts_careteammember m JOIN accounts_user t ON t.id = m.user_id
      WHERE m.episode_id = e.id AND m.ended_at IS NULL) t), (
    SELECT json_agg(a) FROM (
      SELECT a.*, v.* FROM exercises_assignment a JOIN exercises_assignmentversion v ON v.assignment_id = a.id
      WHERE a.patient_id = p.id) a), (
    SELECT json_agg(f) FROM progress_flag f WHERE f.patient_id = p.id AND f.state <> 'resolved'), (
    SELECT json_agg(z) FROM exercises_painzones z WHERE z.patient_id = p.id), (
    SELECT json_agg(c) FROM accounts_recordchange c WHERE c.patient_id = p.id)
FROM accounts_patient p JOIN accounts_user u ON u.id = p.user_id
  LEFT JOIN accounts_episode e ON e.patient_id = p.id AND e.ended_on IS NULL
  LEFT JOIN accounts_clinic k ON k.id = e.clinic_id
WHERE p.id = %(patient)s
"""
