"""Writes the model as 8-bit ONNX, with the files that a Transformers library expects beside it."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from tokenizers import Tokenizer

from encoder import POSITIONS, Encoder, Weighting
from layered import HEADS, Layer, LayeredEncoder

OPSET = 20
# A text that begins with it is a question. It has no meaning of its own.
QUESTION_MARK = "[CLS]"


class Graph:
    """Nodes and constants, while they grow. A branch has its own nodes and sees what is outside it."""

    def __init__(self, outside: Graph | None = None) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = [] if outside is None else outside.constants
        self.names = itertools.count() if outside is None else outside.names

    def constant(self, value: np.ndarray) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator: str, *inputs: str, outputs: int = 1, output: str = "", **attributes: object) -> str:
        """Adds a node; the name of its first output, the others end in `_1`, `_2`."""
        name = output or f"n{next(self.names)}"
        names = [name] + [f"{name}_{index}" for index in range(1, outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), names, **attributes))
        return name

    def shape(self, *sizes: int) -> str:
        return self.constant(np.asarray(sizes, dtype=np.int64))

    def lookup(self, table: np.ndarray, ids: str) -> str:
        """Rows of a table: 8 bits a value and a scale for each row, since rare words have long vectors."""
        scale = np.maximum(np.abs(table).max(1, keepdims=True) / 127, 1e-12).astype(np.float32)
        codes = np.round(table / scale).astype(np.int8)
        rows = self.add("Cast", self.add("Gather", self.constant(codes), ids), to=TensorProto.FLOAT)
        return self.add("Mul", rows, self.add("Gather", self.constant(scale), ids))

    def linear(self, value: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """Matrix product in 8 bits: weights quantised by output, activations as they come."""
        scale = np.maximum(np.abs(weight).max(1) / 127, 1e-12).astype(np.float32)
        codes = np.round(weight / scale[:, None]).T.astype(np.int8)
        quantised = self.add("DynamicQuantizeLinear", value, outputs=3)
        product = self.add("MatMulInteger", quantised, self.constant(codes), f"{quantised}_2")
        factor = self.add("Mul", f"{quantised}_1", self.constant(scale))
        real = self.add("Mul", self.add("Cast", product, to=TensorProto.FLOAT), factor)
        return self.add("Add", real, self.constant(bias.astype(np.float32)))

    def norm(self, value: str, weight: np.ndarray, bias: np.ndarray) -> str:
        return self.add("LayerNormalization", value, self.constant(weight), self.constant(bias), epsilon=1e-5)


    def body(self, output: str) -> onnx.GraphProto:
        """This branch, whose result is `output`."""
        name = self.add("Identity", output)
        result = helper.make_tensor_value_info(name, TensorProto.FLOAT, None)
        return helper.make_graph(self.nodes, f"branch_{name}", [], [result])


def weighting(graph: Graph, learned: Weighting, ids: str) -> str:
    """`encoder.Weighting` as nodes: the weight of every token, with a last axis of one."""
    gain = learned.gain.detach()[learned.step].exp().numpy()
    length = graph.add("Shape", ids, start=1, end=2)
    here = graph.add("Slice", graph.constant(gain), graph.shape(0), length)
    rows = graph.add("Unsqueeze", ids, graph.shape(2))
    columns = graph.add("Unsqueeze", ids, graph.shape(1))
    same = graph.add("Cast", graph.add("Equal", rows, columns), to=TensorProto.FLOAT)
    counts = graph.add("ReduceSum", same, graph.shape(2), keepdims=0)
    damping = graph.constant(np.float32(-learned.damping.item()))
    weight = graph.add("Mul", graph.add("Pow", counts, damping), here)
    return graph.add("Unsqueeze", weight, graph.shape(2))


def layer_nodes(graph: Graph, layer: Layer, hidden: str, mask: str, steps: str) -> str:
    """`layered.Layer` as nodes."""
    weights = {name: value.detach().float().numpy() for name, value in layer.state_dict().items()}
    width = len(weights["output.bias"])

    def of(name: str) -> tuple[np.ndarray, np.ndarray]:
        return weights[f"{name}.weight"], weights[f"{name}.bias"]

    joint = graph.linear(graph.norm(hidden, *of("norm_attention")), *of("query_key_value"))
    split = graph.add("Split", joint, outputs=3, axis=-1, num_outputs=3)
    heads = graph.shape(0, 0, HEADS, width // HEADS)
    query, key, value = (
        graph.add("Transpose", graph.add("Reshape", name, heads), perm=order)
        for name, order in ((split, (0, 2, 1, 3)), (f"{split}_1", (0, 2, 3, 1)), (f"{split}_2", (0, 2, 1, 3)))
    )
    scale = graph.constant(np.float32((width // HEADS) ** -0.5))
    scores = graph.add("Mul", graph.add("MatMul", query, key), scale)
    nearness = graph.add("Gather", graph.constant(weights["nearness"]), steps, axis=1)
    biased = graph.add("Add", graph.add("Add", scores, nearness), mask)
    mixed = graph.add("MatMul", graph.add("Softmax", biased, axis=-1), value)
    joined = graph.add("Reshape", graph.add("Transpose", mixed, perm=(0, 2, 1, 3)), graph.shape(0, 0, width))
    hidden = graph.add("Add", hidden, graph.linear(joined, *of("output")))
    inner = graph.add("Gelu", graph.linear(graph.norm(hidden, *of("norm_feed")), *of("inner")))
    return graph.add("Add", hidden, graph.linear(inner, *of("outer")))


def plain_nodes(graph: Graph, learned: Weighting, ids: str, words: str) -> str:
    """`encoder.Encoder.bag` without its pooling."""
    return graph.add("Mul", words, weighting(graph, learned, ids))


def layered_nodes(graph: Graph, model: LayeredEncoder, ids: str, words: str, present: str) -> str:
    """`layered.LayeredEncoder` without its pooling."""
    hidden = plain_nodes(graph, model.weighting, ids, words)
    length = graph.add("Shape", ids, start=1, end=2)
    ends = graph.add("Concat", length, length, axis=0)
    table = graph.constant(model.steps.numpy().astype(np.uint8))
    steps = graph.add("Cast", graph.add("Slice", table, graph.shape(0, 0), ends), to=TensorProto.INT64)
    away = graph.add("Mul", graph.add("Sub", present, graph.constant(np.float32(1))), graph.constant(np.float32(1e4)))
    bias = graph.add("Unsqueeze", away, graph.shape(1, 2))
    for layer in model.layers:
        hidden = layer_nodes(graph, layer, hidden, bias, steps)
    return hidden


def either(graph: Graph, plain: Encoder, layered: LayeredEncoder, over: str, mark: int, words: str, mask: str) -> str:
    """Texts that begin with the token `mark` as questions, others as passages; one side by layers, the other by words.

    The mark itself gets the zero vector. A batch without any text that needs the layers does not run them.
    """
    first = graph.add("Slice", "input_ids", graph.shape(0), graph.shape(1), graph.shape(1))
    marked = graph.add("Equal", first, graph.shape(mark))
    needs = marked if over == "questions" else graph.add("Not", marked)
    some = graph.add("ReduceMax", graph.add("Cast", needs, to=TensorProto.INT32), keepdims=0)

    def read(branch: Graph, side: str) -> str:
        """Every text of the batch as a text of one side is read, whichever it is of."""
        inputs = ["input_ids", words, mask]
        if side == "questions":
            ends = (branch.shape(1), branch.shape(POSITIONS + 1), branch.shape(1))
            inputs = [branch.add("Slice", name, *ends) for name in inputs]
        if side == over:
            hidden = layered_nodes(branch, layered, *inputs)
        else:
            hidden = plain_nodes(branch, plain.weighting, *inputs[:2])
        return branch.add("Pad", hidden, branch.shape(0, 1, 0, 0, 0, 0)) if side == "questions" else hidden

    other = "passages" if over == "questions" else "questions"
    both, one = Graph(graph), Graph(graph)
    rows = both.add("Unsqueeze", needs, both.shape(2))
    return graph.add(
        "If",
        graph.add("Cast", some, to=TensorProto.BOOL),
        then_branch=both.body(both.add("Where", rows, read(both, over), read(both, other))),
        else_branch=one.body(read(one, other)),
    )


def build(plain: Encoder, layered: LayeredEncoder | None, over: str, mark: int) -> onnx.ModelProto:
    """The graph without its pooling: `input_ids`, `attention_mask` to `last_hidden_state`.

    Without layers, questions and passages are read alike.
    """
    table = (plain if layered is None else layered).words.weight.detach().float().numpy()
    graph = Graph()
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    words = graph.lookup(table, "input_ids")
    if layered is None:
        hidden = plain_nodes(graph, plain.weighting, "input_ids", words)
    else:
        hidden = either(graph, plain, layered, over, mark, words, mask)
    there = graph.add("Unsqueeze", mask, graph.shape(2))
    graph.add("Mul", hidden, there, output="last_hidden_state")
    ids, present = (
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in ("input_ids", "attention_mask")
    )
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "length", table.shape[1]])
    body = helper.make_graph(graph.nodes, "encoder", [ids, present], [output], graph.constants)
    built = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
    onnx.checker.check_model(built)
    return built


def export(plain: Encoder, layered: LayeredEncoder | None, over: str, folder: Path, target: Path) -> None:
    """Writes the model folder `target`; `folder` holds the tokenizer."""
    (target / "onnx").mkdir(parents=True, exist_ok=True)
    mark = Tokenizer.from_file(str(folder / "tokenizer.json")).token_to_id(QUESTION_MARK)
    onnx.save(build(plain, layered, over, mark), target / "onnx" / "model_quantized.onnx")
    shutil.copy(folder / "tokenizer.json", target / "tokenizer.json")
    vocabulary, width = plain.words.weight.shape
    config = {
        "model_type": "bert",
        "architectures": ["BertModel"],
        "hidden_size": width,
        "num_hidden_layers": 0 if layered is None else len(layered.layers),
        "num_attention_heads": HEADS,
        "intermediate_size": 2 * width,
        "vocab_size": vocabulary,
        "max_position_embeddings": POSITIONS,
        "pad_token_id": 0,
    }
    names = {f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep", "mask")}
    tokenizer = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": POSITIONS, **names}
    files = {"config.json": config, "tokenizer_config.json": tokenizer}
    if layered is not None:
        prompts = {"query": f"{QUESTION_MARK} ", "document": ""}
        files["config_sentence_transformers.json"] = {"prompts": prompts, "default_prompt_name": "document"}
    for name, content in files.items():
        (target / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf8")
