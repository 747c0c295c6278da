What is in lib/ beside Weir's own jars: the Maven coordinates of each, its licences, where it comes from.
Of several licences, Weir uses the first. The jars are as their authors published them; licences and
notices that they carry are in their META-INF. LICENSE is the Apache License 2.0; texts of the other
licences are in licenses/, unless they are in the jar.

<#list dependencyMap?sort_by(["key", "id"]) as e>
${e.key.groupId}:${e.key.artifactId}:${e.key.version}
    ${e.value?join("; ")}
    ${e.key.url!""}
</#list>
