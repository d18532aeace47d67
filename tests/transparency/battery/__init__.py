# SPDX-License-Identifier: MIT
"""The battery: what a launcher must not change, each property seen bare and through ocamlwalk."""
