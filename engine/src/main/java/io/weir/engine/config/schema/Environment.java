package io.weir.engine.config.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lays environment variables over a tree. A variable is the path of a key in capitals, with
 * underscores for whatever is neither letter nor digit; items of lists and entries of maps go by
 * their names. Its value is taken as it is; empty counts as not set.
 *
 * @param prefix with which every variable begins, without the underscore
 * @param reserved variables that mean something to others
 */
public record Environment(Table<?> root, String prefix, Set<String> reserved) {

  /** The tree with every variable in its place; of unknown ones the problem is told. */
  public Tree over(Tree tree, Map<String, String> variables, Reading reading) {
    Tree changed = tree;
    for (var variable : new TreeMap<>(variables).entrySet()) {
      String name = variable.getKey();
      if (isMeant(name, variable.getValue())) {
        Tree.Text value = new Tree.Text(new Origin.Variable(name), variable.getValue());
        String rest = name.substring(prefix.length() + 1);
        Optional<Tree> set = new Assignment(value).set(root, changed, rest);
        if (set.isEmpty()) {
          reading.problem(value.origin(), "", unknown(name, changed));
        }
        changed = set.orElse(changed);
      }
    }
    return changed;
  }

  private boolean isMeant(String name, String value) {
    return name.startsWith(prefix + "_")
        && !value.isEmpty()
        && !reserved.contains(name)
        && !isServiceLink(name, value);
  }

  /**
   * Kubernetes and Docker tell every container where a service called like the prefix is; nobody
   * meant those as settings.
   */
  private static boolean isServiceLink(String name, String value) {
    return name.matches(".*_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?)")
        || (name.endsWith("_PORT") && value.matches("[a-z]+://.*"));
  }

  private String unknown(String name, Tree tree) {
    List<String> known = new ArrayList<>();
    VariableName.list(root, tree, prefix, known);
    return "unknown variable"
        + Nearest.hint(name, known)
        + " (a variable is "
        + prefix
        + "_ and the key's path in capitals)";
  }
}
