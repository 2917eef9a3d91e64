// Reads the instance from a file (rows, columns, edges, price of a row left without; then row, column and cost of each
// edge) and solves it with LEMON's network simplex, as often as asked. Prints the cost and one time a
// round, of building nothing and solving only.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>
#include <lemon/smart_graph.h>
#include <lemon/network_simplex.h>

using namespace lemon;
typedef SmartDigraph Graph;

int main(int argc, char** argv) {
  if (argc != 3) return 64;
  FILE* file = std::fopen(argv[1], "rb");
  if (!file) return 66;
  int head[4];
  if (std::fread(head, sizeof(int), 4, file) != 4) return 65;
  const int rows = head[0], columns = head[1], edges = head[2], price = head[3];
  std::vector<int> body(3 * (size_t)edges);
  if (std::fread(body.data(), sizeof(int), body.size(), file) != body.size()) return 65;
  std::fclose(file);

  Graph graph;
  graph.reserveNode(rows + columns + 1);
  graph.reserveArc(edges + rows + columns);
  std::vector<Graph::Node> row(rows), column(columns);
  for (int i = 0; i < rows; i++) row[i] = graph.addNode();
  for (int j = 0; j < columns; j++) column[j] = graph.addNode();
  Graph::Node sink = graph.addNode();
  Graph::ArcMap<long long> cost(graph);
  Graph::ArcMap<int> capacity(graph);
  Graph::NodeMap<int> supply(graph, 0);
  auto add = [&](Graph::Node from, Graph::Node to, long long each) {
    Graph::Arc arc = graph.addArc(from, to);
    cost[arc] = each;
    capacity[arc] = 1;
  };
  for (int e = 0; e < edges; e++) {
    add(row[body[3 * e]], column[body[3 * e + 1]], body[3 * e + 2]);
  }
  for (int i = 0; i < rows; i++) {
    add(row[i], sink, price);
    supply[row[i]] = 1;
  }
  for (int j = 0; j < columns; j++) add(column[j], sink, 0);
  supply[sink] = -rows;

  const int rounds = std::atoi(argv[2]);
  for (int round = 0; round < rounds; round++) {
    auto from = std::chrono::steady_clock::now();
    NetworkSimplex<Graph, int, long long> simplex(graph);
    simplex.costMap(cost).upperMap(capacity).supplyMap(supply);
    if (simplex.run() != NetworkSimplex<Graph, int, long long>::OPTIMAL) return 1;
    std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - from;
    std::printf("%lld %.4f\n", simplex.totalCost<long long>(), took.count());
  }
  return 0;
}
