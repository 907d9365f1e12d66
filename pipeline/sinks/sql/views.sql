-- The questions people ask, in SQL that SQLite and PostgreSQL both read. A view begins with its
-- name and what it answers. A change here needs a migration, which makes all views anew.

-- view title: Every title in force, once. Where several documents claim one code, the final standard holds it before the tentative, the first document of a number before others. A class without a code is a title of its own.
CREATE VIEW title AS
SELECT class_id, jurisdiction, code, title, base_title, level, level_number, parenthetic,
       grade_raw, grade_scheme, grade_value, occupational_group, group_name,
       document_id, standard_number, status, ordinal, claims
FROM (
    SELECT c.*, s.occupational_group, g.name AS group_name, d.standard_number, d.status,
           row_number() OVER (
               PARTITION BY c.jurisdiction, coalesce(c.code, c.class_id)
               ORDER BY CASE d.status WHEN 'final' THEN 1 WHEN 'abolished' THEN 3 ELSE 2 END,
                        d.claim, d.document_id, c.ordinal
           ) AS place,
           count(*) OVER (PARTITION BY c.jurisdiction, coalesce(c.code, c.class_id)) AS claims
    FROM class_title c
    JOIN source_document d ON d.document_id = c.document_id
    JOIN class_series s ON s.document_id = c.document_id
    LEFT JOIN occupational_group g
           ON g.jurisdiction = s.jurisdiction AND g.code = s.occupational_group
    WHERE c.valid_to IS NULL AND d.valid_to IS NULL
) AS claimed
WHERE place = 1;

-- view contested_code: Every class in force whose code another class claims too, and whether it holds the code in `title`.
CREATE VIEW contested_code AS
SELECT c.jurisdiction, c.code, c.class_id, c.title, d.document_id, d.status, d.file,
       c.class_id = t.class_id AS holds
FROM title t
JOIN class_title c ON c.jurisdiction = t.jurisdiction AND c.code = t.code
JOIN source_document d ON d.document_id = c.document_id
WHERE t.claims > 1 AND c.valid_to IS NULL;

-- view title_by_grade: Titles by occupational group and grade.
CREATE VIEW title_by_grade AS
SELECT jurisdiction, occupational_group, group_name, grade_scheme, grade_value, grade_raw,
       code, title, class_id
FROM title;

-- view promotion_step: One promotion: who serves in the one title may be promoted to the other. The title served in is found by its code, by its place in the same document, or by its name.
CREATE VIEW promotion_step AS
WITH service AS (
    SELECT t.class_id, t.jurisdiction, t.document_id, r.code, r.class_ordinal,
           lower(r.title) AS name, r.months, r.status
    FROM requirement r
    JOIN qualification_path p ON p.class_id = r.class_id AND p.ordinal = r.path
    JOIN title t ON t.class_id = r.class_id
    WHERE r.type = 'service' AND p.track = 'promotion'
)
SELECT f.class_id AS from_class_id, s.class_id AS to_class_id, s.months, s.status
FROM service s
JOIN title f ON f.jurisdiction = s.jurisdiction AND f.code = s.code
UNION
SELECT f.class_id, s.class_id, s.months, s.status
FROM service s
JOIN title f ON f.document_id = s.document_id AND f.ordinal = s.class_ordinal
WHERE s.code IS NULL
UNION
SELECT f.class_id, s.class_id, s.months, s.status
FROM service s
JOIN title f ON f.jurisdiction = s.jurisdiction AND lower(f.title) = s.name
WHERE s.code IS NULL AND s.class_ordinal IS NULL;

-- view reachable_by_promotion: Everything reachable by promotion from a title, in one step or several, with the fewest steps.
CREATE VIEW reachable_by_promotion AS
WITH RECURSIVE way(from_class_id, to_class_id, steps) AS (
    SELECT from_class_id, to_class_id, 1 FROM promotion_step
    UNION
    SELECT w.from_class_id, s.to_class_id, w.steps + 1
    FROM way w
    JOIN promotion_step s ON s.from_class_id = w.to_class_id
    WHERE w.steps < 20 AND s.to_class_id <> w.from_class_id
)
SELECT w.from_class_id, f.code AS from_code, f.title AS from_title,
       w.to_class_id, t.code AS to_code, t.title AS to_title, min(w.steps) AS steps
FROM way w
JOIN title f ON f.class_id = w.from_class_id
JOIN title t ON t.class_id = w.to_class_id
GROUP BY w.from_class_id, f.code, f.title, w.to_class_id, t.code, t.title;

-- view title_without_degree: Paths to a title that lead there without a college degree. A path whose reading leaves that open is not here.
CREATE VIEW title_without_degree AS
SELECT t.class_id, t.code, t.title, t.grade_raw, t.grade_scheme, t.grade_value, p.track, p.ordinal AS path, p.text
FROM title t
JOIN qualification_path p ON p.class_id = t.class_id
WHERE NOT p.needs_degree;

-- view title_experience_for_degree: Titles whose experience can replace a degree: by another way through a path, or by a rule of substitution, which holds for every title of its document.
CREATE VIEW title_experience_for_degree AS
SELECT DISTINCT t.class_id, t.code, t.title, 'path' AS how, p.track, branch.text
FROM requirement branch
JOIN requirement degree
  ON degree.document_id = branch.document_id AND degree.parent_pointer = branch.pointer
 AND degree.needs_degree
JOIN requirement instead
  ON instead.document_id = branch.document_id AND instead.parent_pointer = branch.pointer
 AND NOT instead.needs_degree
JOIN requirement leaf
  ON leaf.document_id = instead.document_id AND leaf.type = 'experience'
 AND (leaf.pointer = instead.pointer OR leaf.pointer LIKE instead.pointer || '/%')
JOIN qualification_path p ON p.class_id = branch.class_id AND p.ordinal = branch.path
JOIN title t ON t.class_id = p.class_id
WHERE branch.op = 'any'
UNION
SELECT t.class_id, t.code, t.title, 'substitution', NULL, s.text
FROM substitution s
JOIN requirement degree
  ON degree.document_id = s.document_id AND degree.substitution = s.pointer
 AND degree.role = 'replaces' AND degree.depth = 0 AND degree.needs_degree
JOIN requirement instead
  ON instead.document_id = s.document_id AND instead.substitution = s.pointer
 AND instead.role = 'substitute' AND instead.type = 'experience'
JOIN title t ON t.document_id = s.document_id
WHERE NOT EXISTS (
    SELECT 1 FROM substitution rule
    WHERE rule.document_id = s.document_id AND rule.parent_pointer = s.pointer
);

-- view title_with_license: Titles with a licence, and whether every way through the path needs it.
CREATE VIEW title_with_license AS
SELECT t.class_id, t.code, t.title, p.track, p.ordinal AS path, r.name AS license,
       NOT EXISTS (
           SELECT 1 FROM requirement branch
           WHERE branch.document_id = r.document_id AND branch.op = 'any'
             AND r.pointer LIKE branch.pointer || '/%'
       ) AS always
FROM requirement r
JOIN qualification_path p ON p.class_id = r.class_id AND p.ordinal = r.path
JOIN title t ON t.class_id = p.class_id
WHERE r.type = 'license';

-- view duty_with_law: Duties that mention a law, with the words that name it.
CREATE VIEW duty_with_law AS
SELECT t.class_id, t.code, t.title, d.ordinal AS duty, d.text, n.text AS law
FROM duty d
JOIN title t ON t.class_id = d.class_id
JOIN evidence e ON e.document_id = d.document_id AND e.pointer = d.pointer
JOIN entity n ON n.document_id = d.document_id AND n.label = 'LAW'
 AND n.start_offset >= e.start_offset AND n.end_offset <= e.end_offset;

-- view document_with_issue: Documents in force with open issues, one row an issue.
CREATE VIEW document_with_issue AS
SELECT d.document_id, d.file, d.standard_number, d.status, i.severity, i.code, i.message, i.pointer
FROM source_document d
JOIN parse_issue i ON i.document_id = d.document_id
WHERE d.valid_to IS NULL;
