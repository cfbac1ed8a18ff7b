"""Writes the model as 8-bit ONNX, with the files that a Transformers library expects beside it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from encoder import POSITIONS, Encoder

OPSET = 20


class Graph:
    """Nodes and constants, while they grow."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, value: np.ndarray) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator: str, *inputs: str, outputs: int = 1, output: str = "", **attributes: object) -> str:
        """Adds a node; the name of its first output, the others end in `_1`, `_2`."""
        name = output or f"n{len(self.nodes)}"
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


def weighting(graph: Graph, model: Encoder) -> str:
    """`encoder.Weighting` as nodes: the weight of every token, with a last axis of one."""
    gain = model.weighting.gain.detach()[model.weighting.step].exp().numpy()
    length = graph.add("Shape", "input_ids", start=1, end=2)
    here = graph.add("Slice", graph.constant(gain), graph.shape(0), length)
    rows = graph.add("Unsqueeze", "input_ids", graph.shape(2))
    columns = graph.add("Unsqueeze", "input_ids", graph.shape(1))
    same = graph.add("Cast", graph.add("Equal", rows, columns), to=TensorProto.FLOAT)
    counts = graph.add("ReduceSum", same, graph.shape(2), keepdims=0)
    damping = graph.constant(np.float32(-model.weighting.damping.item()))
    weight = graph.add("Mul", graph.add("Pow", counts, damping), here)
    return graph.add("Unsqueeze", weight, graph.shape(2))


def build(model: Encoder) -> onnx.ModelProto:
    """The graph of `Encoder` without its pooling: `input_ids`, `attention_mask` to `last_hidden_state`."""
    weights = {name: value.detach().float().numpy() for name, value in model.state_dict().items()}
    width = weights["words.weight"].shape[1]
    graph = Graph()
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    hidden = graph.lookup(weights["words.weight"], "input_ids")
    hidden = graph.add("Mul", hidden, weighting(graph, model))
    if len(model.layers) > 0:
        away = graph.add("Sub", mask, graph.constant(np.float32(1)))
        bias = graph.add("Unsqueeze", graph.add("Mul", away, graph.constant(np.float32(1e4))), graph.shape(1, 2))
    for number, layer in enumerate(model.layers):
        part = {
            name.removeprefix(f"layers.{number}."): value
            for name, value in weights.items()
            if name.startswith(f"layers.{number}.")
        }

        def of(name: str, part: dict[str, np.ndarray] = part) -> tuple[np.ndarray, np.ndarray]:
            return part[f"{name}.weight"], part[f"{name}.bias"]

        normed = graph.norm(hidden, *of("norm_attention"))
        joint = graph.linear(normed, *of("query_key_value"))
        split = graph.add("Split", joint, outputs=3, axis=-1, num_outputs=3)
        heads = graph.shape(0, 0, layer.heads, width // layer.heads)
        query, key, value = (
            graph.add("Transpose", graph.add("Reshape", name, heads), perm=order)
            for name, order in ((split, (0, 2, 1, 3)), (f"{split}_1", (0, 2, 3, 1)), (f"{split}_2", (0, 2, 1, 3)))
        )
        scale = graph.constant(np.float32((width // layer.heads) ** -0.5))
        scores = graph.add("Mul", graph.add("MatMul", query, key), scale)
        attention = graph.add("Softmax", graph.add("Add", scores, bias), axis=-1)
        mixed = graph.add("Transpose", graph.add("MatMul", attention, value), perm=(0, 2, 1, 3))
        joined = graph.add("Reshape", mixed, graph.shape(0, 0, width))
        hidden = graph.add("Add", hidden, graph.linear(joined, *of("output")))
        inner = graph.add("Gelu", graph.linear(graph.norm(hidden, *of("norm_feed")), *of("inner")))
        hidden = graph.add("Add", hidden, graph.linear(inner, *of("outer")))
    there = graph.add("Unsqueeze", mask, graph.shape(2))
    graph.add("Mul", hidden, there, output="last_hidden_state")
    ids, present = (
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in ("input_ids", "attention_mask")
    )
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "length", width])
    body = helper.make_graph(graph.nodes, "encoder", [ids, present], [output], graph.constants)
    built = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
    onnx.checker.check_model(built)
    return built


def export(model: Encoder, folder: Path, target: Path) -> None:
    """Writes the model folder `target`; `folder` holds the tokenizer."""
    (target / "onnx").mkdir(parents=True, exist_ok=True)
    onnx.save(build(model), target / "onnx" / "model_quantized.onnx")
    shutil.copy(folder / "tokenizer.json", target / "tokenizer.json")
    vocabulary, width = model.words.weight.shape
    config = {
        "model_type": "bert",
        "architectures": ["BertModel"],
        "hidden_size": width,
        "num_hidden_layers": len(model.layers),
        "num_attention_heads": model.layers[0].heads if len(model.layers) > 0 else 1,
        "intermediate_size": 2 * width,
        "vocab_size": vocabulary,
        "max_position_embeddings": POSITIONS,
        "pad_token_id": 0,
    }
    names = {f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep", "mask")}
    tokenizer = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": POSITIONS, **names}
    for name, content in (("config.json", config), ("tokenizer_config.json", tokenizer)):
        (target / name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf8")
